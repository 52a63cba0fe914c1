import type { Metadata } from "next";
import { RowView } from "@/components/sign-offs/row-view";
import { readForPage } from "@/lib/server/http";
import { readProgram } from "@/lib/server/queries/read-program";
import { readSignOff } from "@/lib/server/queries/read-sign-off";
import { readSignOffHistory } from "@/lib/server/queries/read-sign-off-history";

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
}): Promise<Metadata> => ({ title: `Sign-off of ${keyOf(await params)}` });

export default async function SignOffPage({ params }: { params: Promise<Params> }) {
  const given = await params;
  const subject = { program: given.program, kind: given.kind, key: keyOf(given) };
  const { may, owners } = await readForPage(readProgram, { program: given.program });
  return (
    <RowView
      history={await readForPage(readSignOffHistory, subject)}
      initial={await readForPage(readSignOff, subject)}
      may={may}
      owners={owners}
      program={given.program}
    />
  );
}
