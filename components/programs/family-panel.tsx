import Link from "next/link";
import { OwnerShareBar } from "@/components/switches/owner-share-bar";
import { Panel } from "@/components/ui/panel";
import { Cell, HeadCell, Row, TableFrame, TableHead } from "@/components/ui/table";
import { programAddress } from "@/lib/client/program-address";
import type { ProgramOverview } from "@/lib/contract/overview";
import type { ProgramSummary } from "@/lib/contract/programs";

const nothing = { target: 0, canary: 0, legacy: 0 };
/** How many families the overview lists; the matrix has them all. */
const listed = 16;

/** Routes by family, and who owns them in each environment. */
export const FamilyPanel = ({
  program,
  families,
}: {
  program: ProgramSummary;
  families: ProgramOverview["families"];
}) => (
  <Panel
    action={
      <Link
        prefetch={false}
        className="text-target hover:underline"
        href={programAddress(program.key, "matrix", { groupBy: "family" })}
      >
        {families.length > listed ? `All ${families.length} in the matrix` : "Cutover matrix"}
      </Link>
    }
    flush
    title="Routes by family"
  >
    <TableFrame className="rounded-t-none border-x-0 border-b-0" label="Routes by family">
      <TableHead>
        <tr>
          <HeadCell className="w-44 pl-4" pin>
            Family
          </HeadCell>
          <HeadCell className="w-20" numeric>
            Routes
          </HeadCell>
          {program.environments.map(({ key, name }) => (
            <HeadCell divide key={key}>
              {name}
            </HeadCell>
          ))}
        </tr>
      </TableHead>
      <tbody>
        {families.slice(0, listed).map((family) => (
          <Row key={family.key}>
            <Cell className="pl-4" pin>
              <Link
                prefetch={false}
                className="font-medium hover:underline"
                href={programAddress(program.key, "matrix", {
                  groupBy: "family",
                  family: family.key,
                })}
              >
                {family.key || "no family"}
              </Link>
            </Cell>
            <Cell numeric>{family.routes.toLocaleString("en-GB")}</Cell>
            {program.environments.map(({ key }) => {
              const share = family.share[key] ?? nothing;
              return (
                <Cell divide key={key}>
                  <span className="flex items-center gap-2.5">
                    <OwnerShareBar {...share} className="w-24" words={program.owners} />
                    <span className="text-ink-3">
                      {share.target > 0 &&
                        `${share.target.toLocaleString("en-GB")} ${program.owners.target}`}
                      {share.target > 0 && share.canary > 0 && ", "}
                      {share.canary > 0 && `${share.canary.toLocaleString("en-GB")} canary`}
                    </span>
                  </span>
                </Cell>
              );
            })}
          </Row>
        ))}
      </tbody>
    </TableFrame>
  </Panel>
);
