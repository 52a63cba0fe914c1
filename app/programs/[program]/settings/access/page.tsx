import type { Metadata } from "next";
import { AccessView } from "@/components/people/access-view";
import { readForPage } from "@/lib/server/http";
import { readAccess } from "@/lib/server/queries/read-access";

export const metadata: Metadata = { title: "Access review" };

export default async function AccessPage({ params }: { params: Promise<{ program: string }> }) {
  const { program } = await params;
  return <AccessView initial={await readForPage(readAccess, { program })} program={program} />;
}
