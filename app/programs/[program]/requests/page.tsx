import type { Metadata } from "next";
import { RequestsView } from "@/components/requests/requests-view";
import { readForPage } from "@/lib/server/http";
import { listRequests } from "@/lib/server/queries/list-requests";
import { readProgram } from "@/lib/server/queries/read-program";

export const metadata: Metadata = { title: "Requests" };

export default async function RequestsPage({ params }: { params: Promise<{ program: string }> }) {
  const { program: key } = await params;
  const program = await readForPage(readProgram, { program: key });
  return (
    <RequestsView
      environments={program.environments}
      initial={await readForPage(listRequests, { program: key })}
      program={key}
    />
  );
}
