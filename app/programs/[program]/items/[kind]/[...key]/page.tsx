import type { Metadata } from "next";
import Link from "next/link";
import { ItemCouplings } from "@/components/inventory/item-couplings";
import { ItemFacts, ItemTests } from "@/components/inventory/item-facts";
import { ItemOwners } from "@/components/inventory/item-owners";
import { ItemValues } from "@/components/inventory/item-values";
import { OriginList } from "@/components/inventory/origin-list";
import { LiveRefresh } from "@/components/programs/live-refresh";
import { Badge } from "@/components/ui/badge";
import { PageHeader } from "@/components/ui/page-header";
import { Panel } from "@/components/ui/panel";
import { programAddress } from "@/lib/client/program-address";
import { findingWords, kindWord } from "@/lib/domain/inventory-words";
import { readForPage } from "@/lib/server/http";
import { readItem } from "@/lib/server/queries/read-item";

type Params = { program: string; kind: string; key: string[] };

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
          {!item.isMatched && <Badge tone="violet">unmatched path</Badge>}
          {isSwitched && !item.isSwitchable && <Badge>no switch</Badge>}
        </span>
      </PageHeader>
      <div className="grid items-start gap-3.5 rail:grid-cols-[minmax(0,1fr)_22rem]">
        <div className="flex min-w-0 flex-col gap-3.5">
          {isSwitched && <ItemOwners item={item} program={program} />}
          {item.findings.length > 0 && (
            <Panel flush title="Findings">
              <ul>
                {item.findings.map(({ code, says, origins }) => (
                  <li
                    className="flex flex-col gap-0.5 border-line-soft border-t px-4 py-2"
                    key={says}
                  >
                    <p className="font-strong">{findingWords(code).title}</p>
                    <p className="wrap-anywhere">{says}</p>
                    <OriginList origins={origins} />
                  </li>
                ))}
              </ul>
            </Panel>
          )}
          <ItemCouplings item={item} program={program} />
          <ItemValues item={item} />
        </div>
        <div className="flex min-w-0 flex-col gap-3.5">
          <ItemFacts item={item} program={program} />
          {(isSwitched || item.tests.length > 0) && <ItemTests tests={item.tests} />}
        </div>
      </div>
    </>
  );
}
