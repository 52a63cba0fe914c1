import Link from "next/link";
import { Mark } from "@/components/ui/mark";
import { Time } from "@/components/ui/time";
import type { GateFact } from "@/lib/domain/gate-reading";

const marks = { pass: "pass", fail: "fail", unknown: "unknown", neutral: "none" } as const;

/** What a reading was read from: a verdict, words, when, and the rows or record behind each. */
export const FactList = ({ facts }: { facts: readonly GateFact[] }) =>
  facts.length === 0 ? (
    <p className="text-ink-2">There is nothing to read from yet.</p>
  ) : (
    <ul className="flex flex-col gap-1.5">
      {facts.map((fact, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: facts have no key of their own and are drawn whole
        <li className="flex items-start gap-2" key={at}>
          <Mark kind={marks[fact.verdict]} label={fact.verdict} />
          <span className="min-w-0 wrap-anywhere">
            {fact.link ? (
              <Link
                className="text-target hover:underline"
                href={fact.link}
                prefetch={false}
                {...(fact.link.startsWith("http") && { target: "_blank", rel: "noreferrer" })}
              >
                {fact.says}
              </Link>
            ) : (
              fact.says
            )}
            {fact.at && (
              <span className="text-ink-3">
                {" "}
                <Time iso={fact.at} />
              </span>
            )}
          </span>
        </li>
      ))}
    </ul>
  );
