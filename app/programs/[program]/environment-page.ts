import { notFound } from "next/navigation";
import { readForPage } from "@/lib/server/http";
import { readProgram } from "@/lib/server/queries/read-program";

/** What a page of one environment is asked with. */
export type EnvironmentPageProps = {
  readonly params: Promise<{ program: string }>;
  readonly searchParams: Promise<Record<string, string | string[] | undefined>>;
};

/** The program and the environment that the address names, the first one where it names none. */
export const environmentOfPage = async ({ params, searchParams }: EnvironmentPageProps) => {
  const { program: key } = await params;
  const search = await searchParams;
  const named = search.environment?.toString();
  const program = await readForPage(readProgram, { program: key });
  const environment =
    program.environments.find((each) => each.key === named) ?? program.environments[0];
  if (environment === undefined) notFound();
  return { program, environment, search, place: { program: key, environment: environment.key } };
};
