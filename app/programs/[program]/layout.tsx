import type { Metadata } from "next";
import { cookies } from "next/headers";
import { cache, type ReactNode } from "react";
import { ProgramShell } from "@/components/shell/program-shell";
import { themeCookie, themeOf } from "@/lib/client/theme";
import { readForPage, streamStartOfPage } from "@/lib/server/http";
import { listProgramNames } from "@/lib/server/queries/list-program-names";
import { readFigures } from "@/lib/server/queries/read-figures";
import { readMe } from "@/lib/server/queries/read-me";
import { readProgram } from "@/lib/server/queries/read-program";

type Props = { params: Promise<{ program: string }>; children: ReactNode };

// The title and the frame show the same program: it is read once a page.
const thisProgram = cache((program: string) => readForPage(readProgram, { program }));

export const generateMetadata = async ({ params }: Props): Promise<Metadata> => {
  const { name } = await thisProgram((await params).program);
  return { title: { default: name, template: `%s · ${name} · Signalbox` } };
};

const roleWords = (me: { isAdmin: boolean; roles: readonly { role: string }[] }): string =>
  me.isAdmin ? "admin" : [...new Set(me.roles.map(({ role }) => role))].join(", ");

export default async function ProgramLayout({ params, children }: Props) {
  const { program } = await params;
  const initial = await thisProgram(program);
  const me = await readForPage(readMe, {});
  const { programs } = await readForPage(listProgramNames, {});
  const figures = await readForPage(readFigures, { program });
  return (
    <ProgramShell
      account={{ name: me.name, login: me.handle ?? me.name, role: roleWords(me) }}
      initial={initial}
      initialFigures={figures}
      programs={programs}
      since={await streamStartOfPage(program)}
      theme={themeOf((await cookies()).get(themeCookie)?.value)}
    >
      {children}
    </ProgramShell>
  );
}
