import type { Metadata } from "next";
import { RowView } from "@/components/sign-offs/row-view";
import { signedThread } from "@/lib/client/signed-thread";
import { readForPage } from "@/lib/server/http";
import { listComments } from "@/lib/server/queries/list-comments";
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
  const { comments } = await readForPage(listComments, {
    program: given.program,
    ...signedThread(subject),
  });
  return (
    <RowView
      comments={comments}
      history={await readForPage(readSignOffHistory, subject)}
      initial={await readForPage(readSignOff, subject)}
      may={may}
      owners={owners}
      program={given.program}
    />
  );
}
