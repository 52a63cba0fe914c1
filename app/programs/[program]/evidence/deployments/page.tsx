import type { Metadata } from "next";
import { DeploymentsView } from "@/components/deployments/deployments-view";
import { EvidenceTabs } from "@/components/evidence/evidence-tabs";
import { readForPage } from "@/lib/server/http";
import { listDeployments } from "@/lib/server/queries/list-deployments";
import { readEvidenceRules } from "@/lib/server/queries/read-evidence-rules";
import { readProgram } from "@/lib/server/queries/read-program";

export const metadata: Metadata = { title: "Deployments" };

export default async function DeploymentsPage({
  params,
}: {
  params: Promise<{ program: string }>;
}) {
  const { program: key } = await params;
  const program = await readForPage(readProgram, { program: key });
  const deployments = await Promise.all(
    program.environments.map((each) =>
      readForPage(listDeployments, { program: key, environment: each.key }),
    ),
  );
  return (
    <DeploymentsView
      deployments={deployments}
      program={program}
      rules={await readForPage(readEvidenceRules, { program: key })}
      tabs={<EvidenceTabs program={key} />}
    />
  );
}
