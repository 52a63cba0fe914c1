import type { Metadata } from "next";
import { CriteriaView } from "@/components/gates/criteria-view";
import { readForPage } from "@/lib/server/http";
import { listQualityGates } from "@/lib/server/queries/list-quality-gates";
import { type EnvironmentPageProps, environmentOfPage } from "../../environment-page";

export const metadata: Metadata = { title: "Criteria" };

export default async function CriteriaPage(props: EnvironmentPageProps) {
  const { program, place } = await environmentOfPage(props);
  return (
    <CriteriaView
      asksIn={program.environments.find(({ isProtected }) => isProtected)?.key ?? null}
      initial={await readForPage(listQualityGates, { program: place.program })}
      mayEdit={program.may.includes("criteria:edit")}
      place={place}
    />
  );
}
