import Link from "next/link";
import type { ReactNode } from "react";
import type { ItemView } from "@/components/inventory/item-owners";
import { VerificationMark } from "@/components/inventory/verification-mark";
import { CopyButton } from "@/components/ui/copy-button";
import { DefinitionList } from "@/components/ui/definition-list";
import { Panel } from "@/components/ui/panel";
import { Time } from "@/components/ui/time";
import { capabilityAddress, programAddress, signOffAddress } from "@/lib/client/program-address";

/** Where an item belongs, each word leading to the rows it shares it with. */
export const ItemFacts = ({ program, item }: { program: string; item: ItemView }) => {
  const rows = (name: string, value: string | null): ReactNode =>
    value === null ? (
      <span className="text-ink-3">none</span>
    ) : (
      <Link
        prefetch={false}
        className="hover:underline"
        href={programAddress(program, "inventory", { [name]: value })}
      >
        {value}
      </Link>
    );
  const id = (value: string): ReactNode => (
    <span className="inline-flex max-w-full items-center gap-1">
      <span className="mono min-w-0 wrap-anywhere">{value}</span>
      <CopyButton label={`Copy ${value}`} text={value} />
    </span>
  );
  const capability = item.capability ? (
    <Link
      className="text-target hover:underline"
      href={capabilityAddress(program, item.capability)}
      prefetch={false}
    >
      {item.capability}
    </Link>
  ) : (
    rows("capability", null)
  );
  const isSwitched = item.kind === "route" || item.kind === "worker";
  return (
    <Panel
      action={
        <Link
          className="text-target hover:underline"
          href={signOffAddress(program, item.kind, item.key)}
          prefetch={false}
        >
          Signatures
        </Link>
      }
      title="Facts"
    >
      <DefinitionList
        items={[
          {
            term: "Verification",
            says: <VerificationMark state={item.verification} word={item.verificationWord} />,
          },
          {
            term: "Owner",
            says: (
              <>
                <bdi className="wrap-anywhere">{rows("team", item.team)}</bdi>
                <span className="block text-ink-3 text-sm wrap-anywhere">{item.ownerWhy}</span>
              </>
            ),
          },
          ...(isSwitched
            ? [
                { term: "Capability", says: capability },
                { term: "Family", says: rows("family", item.family) },
              ]
            : []),
          ...(item.wave ? [{ term: "Wave", says: rows("wave", item.wave) }] : []),
          ...(item.phase ? [{ term: "Phase", says: rows("phase", item.phase) }] : []),
          ...(item.batches.length > 0
            ? [
                {
                  term: "Batches",
                  says: item.batches.map((batch) => <p key={batch}>{rows("batch", batch)}</p>),
                },
              ]
            : []),
          ...(item.pattern ? [{ term: "Pattern", says: id(item.pattern) }] : []),
          ...(item.kind === "route" && item.pattern === null
            ? [
                {
                  term: "Pattern",
                  says: "none: the path as written cannot be matched, so no request meets this row",
                },
              ]
            : []),
          ...(item.host ? [{ term: "Host", says: id(item.host) }] : []),
          ...(item.switchName ? [{ term: "Switch name", says: id(item.switchName) }] : []),
          ...(item.switchId ? [{ term: "Switch id", says: id(item.switchId) }] : []),
          ...(item.sourcePath ? [{ term: "Source", says: id(item.sourcePath) }] : []),
          { term: "Changed", says: <Time iso={item.updatedAt} /> },
        ]}
      />
    </Panel>
  );
};
