import type { Metadata } from "next";
import { RequestView } from "@/components/requests/request-view";
import { readForPage } from "@/lib/server/http";
import { readRequest } from "@/lib/server/queries/read-request";

export const metadata: Metadata = { title: "Request" };

export default async function RequestPage({
  params,
}: {
  params: Promise<{ program: string; environment: string; number: string }>;
}) {
  const { program, environment, number } = await params;
  const detail = await readForPage(readRequest, { program, environment, number });
  return <RequestView initial={detail} program={program} />;
}
