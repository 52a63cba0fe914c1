import Link from "next/link";
import { VerificationMark } from "@/components/inventory/verification-mark";
import { Badge } from "@/components/ui/badge";
import { Skeleton } from "@/components/ui/skeleton";
import { Cell, Row } from "@/components/ui/table";
import { capabilityAddress, itemAddress } from "@/lib/client/program-address";
import type { ItemSummary } from "@/lib/contract/items";
import { kindWord } from "@/lib/domain/inventory-words";

/** One item of the inventory; a grey line until it is there. */
export const ItemRow = ({
  program,
  item,
  active,
  columns,
  showsKind,
}: {
  program: string;
  item: ItemSummary | undefined;
  active: boolean;
  columns: number;
  showsKind: boolean;
}) =>
  item === undefined ? (
    <Row>
      <Cell colSpan={columns}>
        <Skeleton className="h-3 w-2/5" />
      </Cell>
    </Row>
  ) : (
    <Row active={active} aria-selected={active || undefined}>
      <Cell className="max-w-28 sm:max-w-44" pin>
        <Link
          prefetch={false}
          className="mono block truncate text-target hover:underline"
          href={itemAddress(program, item.kind, item.key)}
          title={item.key}
        >
          {item.key}
        </Link>
      </Cell>
      <Cell className="max-w-md">
        <span className="flex items-center gap-2">
          {showsKind && (
            <span className="w-20 shrink-0 truncate text-ink-3">{kindWord(item.kind)}</span>
          )}
          {item.kind === "route" ? (
            <>
              <span className="w-14 shrink-0 text-ink-3">{item.method}</span>
              <span className="mono truncate" title={item.path ?? undefined}>
                {item.path}
              </span>
            </>
          ) : (
            <span className="truncate" title={item.title}>
              {item.title}
            </span>
          )}
          {!item.isMatched && <Badge>unmatched</Badge>}
          {!item.isSwitchable && (item.kind === "route" || item.kind === "worker") && (
            <Badge>no switch</Badge>
          )}
        </span>
      </Cell>
      <Cell>{item.family ?? <Nothing />}</Cell>
      <Cell>
        {item.capability ? (
          <Link
            className="hover:underline"
            href={capabilityAddress(program, item.capability)}
            prefetch={false}
          >
            {item.capability}
          </Link>
        ) : (
          <Nothing />
        )}
      </Cell>
      <Cell>{item.wave ?? item.phase ?? <Nothing />}</Cell>
      <Cell>{item.team ?? <Nothing />}</Cell>
      <Cell>
        <VerificationMark state={item.verification} />
      </Cell>
    </Row>
  );

const Nothing = () => <span className="text-ink-3">–</span>;
