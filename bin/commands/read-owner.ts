import { CliError, type Connection, call } from "@/bin/connection";
import { readOwnership } from "@/lib/contract/ownership";

type Options = {
  program: string;
  environment: string;
  worker?: string;
  route?: string;
  host?: string;
  org?: string;
  repo?: string;
  user?: string;
  at?: string;
  version?: string;
  json?: boolean;
};

/** `signalbox owner [METHOD] /path`: who owns a request, a route or a worker, and every rule that has a say in it. */
export const readOwner = async (
  connection: Connection,
  request: readonly string[],
  { program, environment, json, ...asked }: Options,
): Promise<void> => {
  if (request.length > 2) throw new CliError("Say a method and a path, e.g. GET /v2/");
  const path = request.at(-1);
  const method = request.length === 2 ? request[0] : undefined;
  const answer = await call(connection, readOwnership, {
    program,
    environment,
    ...(path ? { path } : {}),
    ...(method ? { method } : {}),
    ...asked,
  });
  if (json) return console.log(JSON.stringify(answer, null, 2));
  console.log(`${answer.says} (version ${answer.version})`);
  for (const { level, key, says, decides } of answer.rules) {
    console.log(`  ${decides ? "→" : " "} ${level}${key ? ` ${key}` : ""}: ${says}`);
  }
};
