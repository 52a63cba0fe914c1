import type { Metadata } from "next";
import { SignOffsView } from "@/components/sign-offs/sign-offs-view";
import { readForPage } from "@/lib/server/http";
import { listSignOffs } from "@/lib/server/queries/list-sign-offs";
import { readProgram } from "@/lib/server/queries/read-program";

export const metadata: Metadata = { title: "Sign-offs" };

export default async function SignOffsPage({ params }: { params: Promise<{ program: string }> }) {
  const { program } = await params;
  const { may, owners } = await readForPage(readProgram, { program });
  return (
    <SignOffsView
      initial={await readForPage(listSignOffs, { program })}
      mayExportSignatures={may.includes("audit:read")}
      maySign={may.includes("sign-off:give")}
      owners={owners}
      program={program}
    />
  );
}
