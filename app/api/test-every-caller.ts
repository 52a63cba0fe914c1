import { roles, scopes } from "@/lib/domain/permissions";
import { personWith } from "@/lib/server/test-actors";
import { browserOf, type Caller, nobody, tokenOf } from "@/lib/server/test-callers";
import { exampleProgram } from "@/lib/server/test-program";
import type { startTestRuntime } from "@/lib/server/test-runtime";
import { program } from "./test-switch-board";

export const idOf = (actor: Awaited<ReturnType<typeof personWith>>): string =>
  actor.kind === "person" ? actor.id : "";

/** Everybody who could ask, by what they are; in a database that has the program of the rows and another one. */
export const everyCaller = async (
  runtime: Awaited<ReturnType<typeof startTestRuntime>>,
): Promise<(name: string) => Caller> => {
  const callers = new Map<string, Caller>();
  const { database } = runtime;
  const here = await exampleProgram(database, program);
  const elsewhere = await exampleProgram(database, "elsewhere");
  const browser = async (actor: Awaited<ReturnType<typeof personWith>>): Promise<Caller> =>
    browserOf(runtime, idOf(actor));
  for (const role of roles) {
    callers.set(role, await browser(await personWith(database, role, here)));
  }
  const boss = await database.person.create({
    data: { handle: "boss", name: "Boss", isAdmin: true },
  });
  callers.set("admin", await browserOf(runtime, boss.id));
  callers.set("person without a role", await browser(await personWith(database, null)));
  callers.set(
    "manager of another program",
    await browser(await personWith(database, "manager", elsewhere)),
  );
  callers.set("anonymous", nobody);
  for (const scope of scopes) {
    callers.set(`token ${scope}`, await tokenOf(database, scope, here));
  }
  callers.set("token admin of the installation", await tokenOf(database, "admin", null));
  callers.set("token of another program", await tokenOf(database, "admin", elsewhere));
  const long = new Date(Date.now() - 1000);
  callers.set("revoked token", await tokenOf(database, "admin", null, { revokedAt: long }));
  callers.set("expired token", await tokenOf(database, "admin", null, { expiresAt: long }));
  const gone = await database.person.create({
    data: { handle: "gone", name: "Gone", isAdmin: true, deactivatedAt: long },
  });
  callers.set("deactivated admin", await browserOf(runtime, gone.id));
  const left = await database.person.create({
    data: { handle: "left", name: "Left", isAdmin: true },
  });
  callers.set("admin whose session was ended", await browserOf(runtime, left.id));
  await database.session.updateMany({ where: { personId: left.id }, data: { endedAt: long } });
  return (name) => {
    const caller = callers.get(name);
    if (!caller) throw new Error(`There is no caller ${name}.`);
    return caller;
  };
};
