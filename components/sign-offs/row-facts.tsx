import Link from "next/link";
import { DefinitionList } from "@/components/ui/definition-list";
import { Panel } from "@/components/ui/panel";
import { Time } from "@/components/ui/time";
import { capabilityAddress, itemAddress, programAddress } from "@/lib/client/program-address";
import type { SignOffRow } from "@/lib/contract/sign-offs";

/** Where what is signed has a page of its own; documents and runbooks that are no rows have none. */
const pageOf = (program: string, { kind, key, state }: SignOffRow): string | null => {
  if (kind === "capability") return capabilityAddress(program, key);
  if (kind === "program-gate") {
    return programAddress(program, `gates/program/${encodeURIComponent(key)}`);
  }
  return state === "unsigned" || state === "signed" ? null : itemAddress(program, kind, key);
};

/** Whose it is, since when it waits and where it belongs. */
export const RowFacts = ({
  program,
  row,
  namedBy,
}: {
  program: string;
  row: SignOffRow;
  namedBy: readonly string[];
}) => {
  const page = pageOf(program, row);
  const owners = [row.team ?? "", ...row.alsoTeams].filter((owner) => owner !== "");
  return (
    <Panel
      action={
        page && (
          <Link className="text-target hover:underline" href={page} prefetch={false}>
            All that is known of it
          </Link>
        )
      }
      title="Whose it is"
    >
      <DefinitionList
        items={[
          {
            term: owners.length > 1 ? "Each signs" : "Owner",
            says: owners.length > 0 ? owners.join(", ") : "no owner",
          },
          ...row.batches.map((batch) => ({
            key: `batch ${batch}`,
            term: "Batch",
            says: (
              <Link
                className="wrap-anywhere hover:underline"
                href={programAddress(program, `sign-offs/batches/${encodeURIComponent(batch)}`)}
                prefetch={false}
              >
                {batch}
              </Link>
            ),
          })),
          ...(row.wave ? [{ term: "Wave", says: row.wave }] : []),
          ...(namedBy.length > 0
            ? [
                {
                  term: "Named by",
                  says: namedBy.map((name) => (
                    <p className="wrap-anywhere" key={name}>
                      {name}
                    </p>
                  )),
                },
              ]
            : []),
          ...row.asked.map(({ by, at, dueAt }) => ({
            key: `asked ${by}`,
            term: "Asked for by",
            says: (
              <>
                {by}, <Time iso={at} />
                {dueAt && (
                  <>
                    , due <Time iso={dueAt} />
                  </>
                )}
              </>
            ),
          })),
        ]}
      />
    </Panel>
  );
};
