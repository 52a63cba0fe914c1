import Link from "next/link";
import type * as z from "zod";
import { OwnerBadge } from "@/components/switches/owner-badge";
import { buttonClass } from "@/components/ui/button";
import { Icon } from "@/components/ui/icon";
import { Panel } from "@/components/ui/panel";
import { programAddress } from "@/lib/client/program-address";
import type { readItem } from "@/lib/contract/items";

export type ItemView = z.infer<typeof readItem.answer>;

const decided: Record<NonNullable<ItemView["owners"][number]["owner"]>["decidedBy"], string> = {
  force: "by a force",
  route: "by a rule of its own",
  capability: "by its capability's rule",
  family: "by its family's rule",
  default: "by the program's default",
  worker: "by its switch",
  fallback: "because nothing else decides",
};

/** Who owns a route or worker in each environment, and where to change that. */
export const ItemOwners = ({ program, item }: { program: string; item: ItemView }) => (
  <Panel flush title="Owner">
    <ul>
      {item.owners.map(({ environment, isProtected, owner }) => (
        <li
          className="flex flex-wrap items-center gap-x-4 gap-y-1.5 border-line-soft border-t px-4 py-2.5"
          key={environment}
        >
          <span className="flex w-28 shrink-0 items-center gap-1.5 text-ink-2">
            {environment}
            {isProtected && (
              <>
                <Icon name="lock" size={12} />
                <span className="sr-only">protected</span>
              </>
            )}
          </span>
          <span className="min-w-0 flex-1 basis-52">
            {owner === null ? (
              <span className="text-ink-3">no owner: it is not in this snapshot</span>
            ) : (
              <span className="flex flex-wrap items-center gap-x-2">
                <OwnerBadge side={owner.side} word={owner.owner} />
                {owner.cohort && <span>{owner.cohort}</span>}
                <span className="text-ink-3">{decided[owner.decidedBy]}</span>
              </span>
            )}
          </span>
          <Link
            prefetch={false}
            className={buttonClass({ size: "sm" })}
            href={programAddress(program, "matrix", {
              environment,
              kind: item.kind,
              q: item.key,
            })}
          >
            Flip in the matrix
          </Link>
        </li>
      ))}
      {item.owners.length === 0 && (
        <li className="border-line-soft border-t px-4 py-3 text-ink-2">
          {item.verification === "retired-approved"
            ? "It is retired: nobody owns it, and there is nothing to switch."
            : "It has no switch: it is inventory only."}
        </li>
      )}
    </ul>
  </Panel>
);
