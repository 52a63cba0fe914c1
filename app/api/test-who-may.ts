import { createHash, randomBytes, randomUUID } from "node:crypto";
import { addDependency } from "@/lib/server/commands/add-dependency";
import { changeSwitches } from "@/lib/server/commands/change-switches";
import { createHook } from "@/lib/server/commands/create-hook";
import { createToken } from "@/lib/server/commands/create-token";
import { decideRequest } from "@/lib/server/commands/decide-request";
import { forceLegacy } from "@/lib/server/commands/force-legacy";
import { freezeEnvironment } from "@/lib/server/commands/freeze-environment";
import { liftForce } from "@/lib/server/commands/lift-force";
import { previewImport } from "@/lib/server/commands/preview-import";
import { requestFlip } from "@/lib/server/commands/request-flip";
import { setCapabilityRules } from "@/lib/server/commands/set-capability-rules";
import { unfreezeEnvironment } from "@/lib/server/commands/unfreeze-environment";
import { readNaming } from "@/lib/server/queries/read-naming";
import { readPolicy } from "@/lib/server/queries/read-policy";
import { readRequest } from "@/lib/server/queries/read-request";
import { admin, as, personWith } from "@/lib/server/test-actors";
import { signedCall } from "@/lib/server/test-callers";
import { exampleNaming, exampleTrackers } from "@/lib/server/test-program";
import type { startTestRuntime } from "@/lib/server/test-runtime";
import type { Input } from "./test-border";
import type { Row } from "./test-row";
import { accountRows } from "./test-who-may-account";
import { batchRows } from "./test-who-may-batches";
import { budgetRows } from "./test-who-may-budgets";
import { ciRows } from "./test-who-may-ci";
import { evidenceRows } from "./test-who-may-evidence";
import { gateRows } from "./test-who-may-gates";
import { noticeRows } from "./test-who-may-notices";
import { ownerRows } from "./test-who-may-owners";
import { packetRows } from "./test-who-may-packet";
import { peopleRows } from "./test-who-may-people";
import { registerRows } from "./test-who-may-registers";
import { signOffFileRows } from "./test-who-may-sign-off-files";
import { signOffRunRows } from "./test-who-may-sign-off-runs";
import { signOffRows } from "./test-who-may-sign-offs";

type Database = Awaited<ReturnType<typeof startTestRuntime>>["database"];

/** The program that the rows are about: an `exampleProgram`. */
export const program = "here";
const staging = { program, environment: "staging" };
const production = { program, environment: "production" };
const flip = { rules: [{ level: "family", key: "health", owner: "go" }] };
const reason = "asked for by the test";
const workerAfterFamily = {
  kind: "prerequisite",
  subject: { level: "worker", key: "gc" },
  requires: [{ level: "family", key: "registry" }],
};
const split = [{ capability: "push", family: "registry", methods: ["PUT"] }];

const anyRole = "viewer owner engineer on-call manager";
const readers = "read import evidence switch admin";

/** Who may do what: the whole table, in words. */
export const whoMay = (database: () => Database): readonly Row[] => {
  const personHandle = async (role: "viewer" | null): Promise<string> => {
    const { id } = await database().program.findUniqueOrThrow({ where: { key: program } });
    const person = await personWith(database(), role, id);
    if (person.kind !== "person") throw new Error("not a person");
    return person.handle;
  };

  const expectedVersion = async (): Promise<number> =>
    (
      await database().environment.findFirstOrThrow({
        where: { key: "staging", program: { key: program } },
      })
    ).version;

  const change = async (...rules: Record<string, unknown>[]): Promise<void> => {
    const seen = await expectedVersion();
    await changeSwitches.run(as(admin), { ...staging, expectedVersion: seen, reason, rules });
  };
  const hook = () =>
    createHook.run(as(admin), { ...staging, name: randomUUID(), kind: "alertmanager" });
  const family = (owner: string | null) => ({ level: "family", key: "registry", owner });
  const capability = (owner: string | null) => ({ level: "capability", key: "push", owner });

  /** Nothing of staging is on the target and nothing is forced. */
  const allLegacy = async (): Promise<void> => {
    await liftForce.run(as(admin), { ...staging, reason });
    await setCapabilityRules.run(as(admin), { program, rules: split, reason });
    await change(family(null), capability(null));
    await setCapabilityRules.run(as(admin), { program, rules: [], reason });
  };

  const previewed = async (): Promise<string> => {
    const files = exampleTrackers.map(([name, text]) => ({ name, bytes: Buffer.from(text) }));
    return (await previewImport.run(as(admin), { program, files })).id;
  };

  /** An instance that reported an hour ago, and traffic that it saw. */
  const lostClient = async (): Promise<string> => {
    const { id } = await database().environment.findFirstOrThrow({
      where: { key: "staging", program: { key: program } },
    });
    const seenAt = new Date(Date.now() - 3_600_000);
    const instance = `host-${randomUUID()}`;
    await database().clientInstance.create({
      data: {
        environmentId: id,
        instance,
        runtime: "nginx 1.22",
        client: "agent/1",
        epoch: 1,
        version: 1,
        appliedAt: seenAt,
        firstSeenAt: seenAt,
        lastSeenAt: seenAt,
        localForce: { since: seenAt.toISOString(), reason },
        workers: [{ worker: "gc", owner: "go", state: "running", wantsLease: true }],
        queues: [{ queue: "gc", depth: 3 }],
      },
    });
    const window = { environmentId: id, windowStart: new Date(), route: "R-1" };
    await database().trafficCount.createMany({
      data: [{ ...window, source: "observed", owner: "legacy", count: 3 }],
      skipDuplicates: true,
    });
    return instance;
  };

  /** Whatever of production is on the target goes back, so that it can be asked for again. */
  const request = async (more: Record<string, unknown> = {}): Promise<{ number: number }> => {
    await changeSwitches.run(as(admin), {
      ...production,
      reason,
      rules: [{ level: "family", key: "health", owner: null }],
    });
    return requestFlip.run(as(admin), { ...production, ...flip, reason, ...more });
  };
  const approved = async (): Promise<number> => {
    const { number } = await request();
    const { id } = await database().program.findUniqueOrThrow({ where: { key: program } });
    const { request: seen } = await readRequest.run(as(admin), { ...production, number });
    await decideRequest.run(as(await personWith(database(), "owner", id)), {
      ...production,
      number,
      revision: seen.revision,
      ground: seen.ground,
      decision: "approve",
    });
    return number;
  };
  const otherPolicy = async (environment: string) => {
    const place = { program, environment };
    const { settings, policyVersion } = await readPolicy.run(as(admin), place);
    const requestHours = (settings.requestHours % 2000) + 1;
    return { policyVersion, settings: { ...settings, requestHours } };
  };

  const ofProgram = async (): Promise<Input> => ({ program });
  const ofStaging = async (): Promise<Input> => staging;

  return [
    { operation: "readMe", people: "anybody", tokens: "anybody", input: async () => ({}) },
    { operation: "listPrograms", people: "anybody", tokens: "anybody", input: async () => ({}) },
    {
      operation: "createProgram",
      people: "",
      tokens: "nowhere",
      input: async () => ({ key: `p-${randomUUID().slice(0, 8)}`, legacy: "php", target: "java" }),
    },
    { operation: "readProgram", people: anyRole, tokens: readers, input: ofProgram },
    { operation: "watchProgram", people: anyRole, tokens: readers, input: ofProgram },
    { operation: "readOverview", people: anyRole, tokens: readers, input: ofProgram },
    { operation: "readReadiness", people: anyRole, tokens: readers, input: ofProgram },
    { operation: "readProgress", people: anyRole, tokens: readers, input: ofProgram },
    { operation: "readFigures", people: anyRole, tokens: readers, input: ofProgram },
    { operation: "readMatrix", people: anyRole, tokens: readers, input: ofProgram },
    { operation: "readMatrixRows", people: anyRole, tokens: readers, input: ofProgram },
    { operation: "readSwitches", people: anyRole, tokens: readers, input: ofStaging },
    {
      operation: "changeSwitches",
      when: "as a preview",
      people: anyRole,
      tokens: readers,
      isPreview: true,
      input: async () => ({ ...staging, dryRun: true, rules: [family("go")] }),
    },
    {
      operation: "changeSwitches",
      when: "towards the target",
      people: "engineer",
      tokens: "switch admin",
      input: async () => {
        await allLegacy();
        return {
          ...staging,
          expectedVersion: await expectedVersion(),
          reason,
          rules: [family("go")],
        };
      },
    },
    {
      operation: "changeSwitches",
      when: "back to legacy",
      people: "engineer on-call",
      tokens: "switch admin",
      input: async () => {
        await allLegacy();
        await change(family("go"));
        return { ...staging, reason, rules: [family("python")] };
      },
    },
    { operation: "listChanges", people: anyRole, tokens: readers, input: ofStaging },
    { operation: "readDelivery", people: anyRole, tokens: readers, input: ofStaging },
    {
      operation: "listClients",
      people: anyRole,
      tokens: readers,
      input: async () => {
        await lostClient();
        return staging;
      },
    },
    { operation: "listTraffic", people: anyRole, tokens: readers, input: ofStaging },
    {
      operation: "removeClient",
      people: "engineer on-call manager",
      tokens: "switch admin",
      input: async () => ({ ...staging, instances: [await lostClient()], reason }),
    },
    {
      operation: "readOwnership",
      people: anyRole,
      tokens: readers,
      input: async () => ({ ...staging, path: "/nowhere" }),
    },
    { operation: "listWorkers", people: anyRole, tokens: readers, input: ofStaging },
    {
      operation: "planCoupledSet",
      people: anyRole,
      tokens: readers,
      input: async () => ({ ...staging, level: "worker", key: "gc", to: "go" }),
    },
    { operation: "listReviews", people: anyRole, tokens: readers, input: ofStaging },
    {
      operation: "closeReview",
      people: "owner on-call manager",
      tokens: "never",
      input: async () => {
        await liftForce.run(as(admin), { ...staging, reason });
        await forceLegacy.run(as(admin), { ...staging, reason });
        const open = { closedAt: null, environment: { key: "staging", program: { key: program } } };
        const { id } = await database().review.findFirstOrThrow({ where: open });
        return { ...staging, review: id, outcome: reason };
      },
    },
    { operation: "listHooks", people: anyRole, tokens: readers, input: ofStaging },
    {
      operation: "createHook",
      people: "manager",
      tokens: "admin",
      input: async () => ({ ...staging, name: randomUUID(), kind: "generic" }),
    },
    {
      operation: "revokeHook",
      people: "manager",
      tokens: "admin",
      input: async () => ({ ...staging, hook: (await hook()).hook.id }),
    },
    {
      operation: "takeHookDelivery",
      people: "anybody",
      tokens: "anybody",
      // Whoever holds the secret may call; a trial call writes nothing.
      answers: 200,
      input: async () => {
        const made = await createHook.run(as(admin), {
          ...staging,
          name: randomUUID(),
          kind: "generic",
        });
        return { hook: made.hook.id, ...signedCall(made.secret, '{"action":"test"}') };
      },
    },
    {
      operation: "forceLegacy",
      when: "as a dry run",
      people: anyRole,
      tokens: readers,
      isPreview: true,
      input: async () => ({ ...staging, dryRun: true }),
    },
    {
      operation: "forceLegacy",
      people: "engineer on-call",
      tokens: "switch admin",
      input: async () => {
        await allLegacy();
        return { ...staging, reason };
      },
    },
    {
      operation: "liftForce",
      when: "where legacy stays the owner",
      people: "engineer on-call",
      tokens: "switch admin",
      input: async () => {
        await allLegacy();
        await forceLegacy.run(as(admin), { ...staging, reason });
        return { ...staging, reason };
      },
    },
    {
      operation: "liftForce",
      when: "where the target comes back",
      people: "engineer",
      tokens: "switch admin",
      input: async () => {
        await allLegacy();
        await change(family("go"));
        await forceLegacy.run(as(admin), { ...staging, reason });
        return { ...staging, reason };
      },
    },
    { operation: "listItems", people: anyRole, tokens: readers, input: ofProgram },
    {
      operation: "readItem",
      people: anyRole,
      tokens: readers,
      input: async () => ({ program, kind: "route", key: "R-1" }),
    },
    { operation: "listFindings", people: anyRole, tokens: readers, input: ofProgram },
    { operation: "readCapabilityRules", people: anyRole, tokens: readers, input: ofProgram },
    {
      operation: "setCapabilityRules",
      when: "as a preview",
      people: anyRole,
      tokens: readers,
      isPreview: true,
      input: async () => ({ program, rules: split, dryRun: true }),
    },
    {
      operation: "setCapabilityRules",
      when: "where no owner changes",
      people: "engineer manager",
      tokens: "import admin",
      input: async () => {
        await allLegacy();
        return { program, rules: split, reason };
      },
    },
    {
      operation: "setCapabilityRules",
      when: "where rows move to the target",
      people: "engineer",
      // The scope switch does not open the inventory.
      tokens: "admin",
      input: async () => {
        await allLegacy();
        await setCapabilityRules.run(as(admin), { program, rules: split, reason });
        await change(capability("go"));
        await setCapabilityRules.run(as(admin), { program, rules: [], reason });
        return { program, rules: split, reason };
      },
    },
    {
      operation: "previewImport",
      people: "engineer manager",
      tokens: "import admin",
      input: async () => ({ program, files: exampleTrackers }),
    },
    { operation: "listImports", people: anyRole, tokens: readers, input: ofProgram },
    {
      operation: "readImport",
      people: anyRole,
      tokens: readers,
      input: async () => ({ program, import: await previewed() }),
    },
    {
      operation: "applyImport",
      people: "engineer manager",
      tokens: "import admin",
      input: async () => ({ program, import: await previewed() }),
    },
    {
      operation: "discardImport",
      people: "engineer manager",
      tokens: "import admin",
      input: async () => ({ program, import: await previewed() }),
    },
    {
      operation: "listAudit",
      people: "owner engineer on-call manager",
      tokens: "read admin",
      input: ofProgram,
    },
    {
      operation: "exportAudit",
      people: "owner engineer on-call manager",
      tokens: "read admin",
      input: ofProgram,
    },
    {
      operation: "verifyAudit",
      people: "owner engineer on-call manager",
      tokens: "read admin",
      input: ofProgram,
    },
    { operation: "listMembers", people: anyRole, tokens: "read admin", input: ofProgram },
    {
      operation: "grantRole",
      people: "manager",
      tokens: "admin",
      input: async () => ({ program, handle: await personHandle(null), role: "viewer" }),
    },
    {
      operation: "revokeRole",
      people: "manager",
      tokens: "admin",
      input: async () => ({ program, handle: await personHandle("viewer"), role: "viewer" }),
    },
    { operation: "listTokens", people: "manager", tokens: "admin", input: ofProgram },
    {
      operation: "createToken",
      when: "that reads",
      people: "manager",
      tokens: "admin",
      input: async () => ({ program, name: "dashboard", scopes: ["read"] }),
    },
    {
      operation: "createToken",
      when: "that flips",
      people: "",
      tokens: "admin",
      input: async () => ({ program, name: "deployer", scopes: ["switch"] }),
    },
    {
      operation: "revokeToken",
      people: "manager",
      tokens: "admin",
      input: async () => {
        const made = await createToken.run(as(admin), { program, name: "gone", scopes: ["read"] });
        return { program, token: made.id };
      },
    },
    {
      operation: "raiseEpochs",
      people: "",
      tokens: "nowhere",
      input: async () => ({ reason }),
    },
    { operation: "listRequests", people: anyRole, tokens: readers, input: ofProgram },
    {
      operation: "requestFlip",
      when: "of switches",
      people: "engineer",
      tokens: "switch admin",
      input: async () => {
        await request();
        return { ...production, ...flip, reason };
      },
    },
    {
      operation: "requestFlip",
      when: "of the policy",
      people: "manager",
      tokens: "admin",
      input: async () => {
        const { settings } = await otherPolicy("production");
        return { ...production, policy: settings, reason };
      },
    },
    {
      operation: "readRequest",
      people: anyRole,
      tokens: readers,
      input: async () => ({ ...production, number: await approved() }),
    },
    {
      operation: "editRequest",
      people: "engineer",
      tokens: "switch admin",
      input: async () => {
        const { number } = await request();
        return { ...production, number, revision: 1, ...flip, reason };
      },
    },
    {
      operation: "decideRequest",
      people: "owner engineer manager",
      tokens: "never",
      input: async () => {
        const { number } = await request();
        const { request: seen } = await readRequest.run(as(admin), { ...production, number });
        const { revision, ground } = seen;
        return { ...production, number, revision, ground, decision: "approve" };
      },
    },
    {
      operation: "applyRequest",
      people: "engineer",
      tokens: "switch admin",
      input: async () => ({ ...production, number: await approved() }),
    },
    {
      operation: "withdrawRequest",
      when: "that somebody else made",
      people: "manager",
      tokens: "admin",
      input: async () => ({ ...production, number: (await request()).number, reason }),
    },
    { operation: "readPolicy", people: anyRole, tokens: readers, input: ofStaging },
    {
      operation: "setPolicy",
      people: "manager",
      tokens: "admin",
      input: async () => ({ ...staging, ...(await otherPolicy("staging")), reason }),
    },
    { operation: "readNaming", people: anyRole, tokens: readers, input: ofProgram },
    {
      operation: "setNaming",
      people: "manager",
      tokens: "admin",
      input: async () => {
        const { revision } = await readNaming.run(as(admin), { program });
        return { program, revision, naming: exampleNaming(randomUUID()), reason };
      },
    },
    { operation: "listDependencies", people: anyRole, tokens: readers, input: ofProgram },
    {
      operation: "addDependency",
      people: "manager",
      tokens: "admin",
      input: async () => ({ program, ...workerAfterFamily }),
    },
    {
      operation: "removeDependency",
      people: "manager",
      tokens: "admin",
      // The program has a protected environment: it is asked for with a request.
      answers: 409,
      isRefused: true,
      input: async () => {
        const { id } = await addDependency.run(as(admin), { program, ...workerAfterFamily });
        return { program, dependency: id, reason };
      },
    },
    {
      operation: "claimFirstAdmin",
      people: "anybody",
      tokens: "anybody",
      // Anybody may try; here there is an admin already.
      answers: 409,
      input: async () => {
        const code = randomBytes(20).toString("hex");
        await database().installation.updateMany({
          data: {
            firstAdminHash: createHash("sha256").update(code).digest("hex"),
            firstAdminUntil: new Date(Date.now() + 60_000),
          },
        });
        return { code, handle: "first", name: "First", password: "long enough to be one" };
      },
    },
    {
      operation: "freezeEnvironment",
      people: "manager",
      tokens: "admin",
      input: async () => {
        await unfreezeEnvironment.run(as(admin), { ...staging, reason });
        return { ...staging, reason };
      },
    },
    ...accountRows(database),
    ...batchRows(database),
    ...budgetRows(database),
    ...ciRows(database),
    ...evidenceRows(database),
    ...gateRows(database),
    ...noticeRows(database),
    ...ownerRows(database),
    ...packetRows(),
    ...peopleRows(database),
    ...registerRows(database),
    ...signOffRows(database),
    ...signOffFileRows(database),
    ...signOffRunRows(database),
    {
      operation: "unfreezeEnvironment",
      people: "manager",
      tokens: "admin",
      input: async () => {
        await freezeEnvironment.run(as(admin), { ...staging, reason });
        return { ...staging, reason };
      },
    },
  ];
};
