import type { Metadata } from "next";
import Link from "next/link";
import { ItemTests } from "@/components/evidence/item-tests";
import { ItemCouplings } from "@/components/inventory/item-couplings";
import { ItemFacts } from "@/components/inventory/item-facts";
import { ItemFindings } from "@/components/inventory/item-findings";
import { ItemOwners } from "@/components/inventory/item-owners";
import { ItemValues } from "@/components/inventory/item-values";
import { LiveRefresh } from "@/components/programs/live-refresh";
import { Badge } from "@/components/ui/badge";
import { PageHeader } from "@/components/ui/page-header";
import { programAddress } from "@/lib/client/program-address";
import { kindWord } from "@/lib/domain/inventory-words";
import { readForPage } from "@/lib/server/http";
import { readItem } from "@/lib/server/queries/read-item";
import { readProgram } from "@/lib/server/queries/read-program";

type Params = { program: string; kind: string; key: string[] };

/** Two columns where there is room; else one, in which the facts come before the values. */
const columnClass = "contents rail:flex rail:min-w-0 rail:flex-col rail:gap-3.5";

/** A key may hold slashes, written as they are or encoded: both are this page. */
const keyOf = ({ key }: Params): string => {
  const text = key.join("/");
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};

export const generateMetadata = async ({
  params,
}: {
  params: Promise<Params>;
}): Promise<Metadata> => ({ title: keyOf(await params) });

export default async function ItemPage({ params }: { params: Promise<Params> }) {
  const { program, kind, ...rest } = await params;
  const item = await readForPage(readItem, {
    program,
    kind,
    key: keyOf({ program, kind, ...rest }),
  });
  const { owners } = await readForPage(readProgram, { program });
  const isSwitched = item.kind === "route" || item.kind === "worker";
  return (
    <>
      <LiveRefresh program={program} />
      <PageHeader
        title={
          item.kind === "route" ? (
            <span className="flex flex-wrap items-baseline gap-x-2.5">
              <span className="text-ink-2">{item.method}</span>
              <span className="mono wrap-anywhere">{item.path}</span>
            </span>
          ) : (
            <span className="wrap-anywhere">{item.title}</span>
          )
        }
      >
        <span className="inline-flex flex-wrap items-center gap-x-2 gap-y-1">
          <Link
            prefetch={false}
            className="hover:underline"
            href={programAddress(program, "inventory", { kind: item.kind })}
          >
            {kindWord(item.kind)}
          </Link>
          <span className="mono wrap-anywhere">{item.key}</span>
          {!item.isMatched && <Badge>unmatched path</Badge>}
          {isSwitched && !item.isSwitchable && <Badge>no switch</Badge>}
        </span>
      </PageHeader>
      <div className="grid items-start gap-3.5 rail:grid-cols-[minmax(0,1fr)_22rem]">
        <div className={columnClass}>
          {isSwitched && (
            <div className="order-1 min-w-0">
              <ItemOwners item={item} program={program} />
            </div>
          )}
          {item.findings.length > 0 && (
            <div className="order-3 min-w-0">
              <ItemFindings findings={item.findings} />
            </div>
          )}
          <div className="order-4 min-w-0 empty:hidden">
            <ItemCouplings item={item} program={program} />
          </div>
          <div className="order-6 min-w-0">
            <ItemValues item={item} />
          </div>
        </div>
        <div className={columnClass}>
          <div className="order-2 min-w-0">
            <ItemFacts item={item} program={program} />
          </div>
          {(isSwitched || item.tests.length > 0) && (
            <div className="order-5 min-w-0">
              <ItemTests owners={owners} program={program} tests={item.tests} />
            </div>
          )}
        </div>
      </div>
    </>
  );
}
