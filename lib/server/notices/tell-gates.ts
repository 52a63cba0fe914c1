import type { Actor } from "@/lib/domain/permissions";
import type { Transaction } from "@/lib/server/db";
import { tell } from "@/lib/server/notices/tell";

type Context = {
  readonly tx: Transaction;
  readonly now: Date;
  readonly program: { readonly id: string; readonly key: string };
};

type Fallen = {
  /** The environment's id. */
  readonly environment: string;
  readonly gate: string;
  readonly capability: string;
  readonly state: string;
  readonly because: string;
};

const namedAtMost = 5;

const listed = (names: readonly string[]): string => {
  const rest = names.length - namedAtMost;
  return `${names.slice(0, namedAtMost).join(", ")}${rest > 0 ? ` and ${rest} more` : ""}`;
};

const groupsOf = (fallen: readonly Fallen[]): (readonly [Fallen, ...Fallen[]])[] => {
  const groups = new Map<string, [Fallen, ...Fallen[]]>();
  for (const each of fallen) {
    const name = `${each.environment} ${each.gate}`;
    const group = groups.get(name);
    if (group) group.push(each);
    else groups.set(name, [each]);
  }
  return [...groups.values()];
};

/**
 * Tells the owners of gates that passed and no longer do, where an environment is protected: one notice a
 * gate, however many capabilities a redeploy or a report took along. A gate on trial binds nothing and
 * tells nobody.
 */
export const tellFallen = async (
  { tx, now, program }: Context,
  fallen: readonly Fallen[],
): Promise<void> => {
  if (fallen.length === 0) return;
  const environments = await tx.environment.findMany({
    where: { programId: program.id, isProtected: true },
    select: { id: true, key: true },
  });
  const gates = await tx.qualityGate.findMany({
    where: { programId: program.id, isDryRun: false },
    select: { key: true, title: true, owner: true },
  });
  for (const group of groupsOf(fallen)) {
    const [first] = group;
    const environment = environments.find(({ id }) => id === first.environment);
    const gate = gates.find(({ key }) => key === first.gate);
    if (!environment || !gate) continue;
    const capabilities = group.map(({ capability }) => capability);
    const place = `${encodeURIComponent(gate.key)}/${encodeURIComponent(first.capability)}`;
    await tell(tx, {
      program,
      kind: "gate-fell",
      says: `${gate.title} passes no more in ${environment.key} for ${listed(capabilities)}. ${first.capability} reads ${first.state}: ${first.because}`,
      link: `/programs/${program.key}/gates/${place}?environment=${environment.key}`,
      subject: { environment: environment.key, gate: gate.key, capabilities },
      dedupe: `gate-fell ${environment.key} ${gate.key} ${now.toISOString()}`,
      to: [{ owner: gate.owner }],
      at: now,
    });
  }
};

type WaiverRow = {
  readonly id: string;
  readonly gate: string;
  readonly capability: string;
  readonly reason: string;
  readonly owner: string;
  readonly until: Date;
  readonly state: string;
  readonly askedById: string;
  readonly askedByName: string;
  readonly decidedByName: string | null;
  readonly decidedBecause: string | null;
  readonly endedByName: string | null;
  readonly endedBecause: string | null;
};

const waiverWords = (row: WaiverRow, environment: string) => {
  const named = `The waiver of the gate ${row.gate} for ${row.capability} in ${environment}`;
  const until = `${row.until.toISOString().slice(0, 16).replace("T", " ")} UTC`;
  const asker = { people: [row.askedById] };
  const owner = { owner: row.owner };
  switch (row.state) {
    case "asked":
      return {
        kind: "waiver-asked",
        says: `${row.askedByName} asks to waive the gate ${row.gate} for ${row.capability} in ${environment} until ${until}: ${row.reason}`,
        to: [{ permission: "waiver:decide" }],
      } as const;
    case "active":
      return {
        kind: "waiver-agreed",
        says: `${named} holds until ${until}${row.decidedByName ? `, agreed by ${row.decidedByName}` : `, by ${row.askedByName}`}. ${row.reason}`,
        to: [asker, owner],
      } as const;
    case "refused":
      return {
        kind: "waiver-refused",
        says: `${named} was refused by ${row.decidedByName}: ${row.decidedBecause}`,
        to: [asker],
      } as const;
    default:
      return {
        kind: "waiver-ended",
        says: `${named} was ended by ${row.endedByName}: ${row.endedBecause}. The gate is back at its reading.`,
        to: [asker, owner],
      } as const;
  }
};

/** Tells what became of a waiver: asked for, agreed, refused, ended by somebody. Its time tells of itself. */
export const tellWaiver = async (
  { tx, now, program, actor }: Context & { readonly actor: Actor },
  row: WaiverRow,
  environment: string,
): Promise<void> => {
  await tell(tx, {
    ...waiverWords(row, environment),
    program,
    link: `/programs/${program.key}/gates/waivers?environment=${environment}`,
    subject: { environment, waiver: row.id, gate: row.gate, capability: row.capability },
    dedupe: `waiver ${row.id} ${row.state}`,
    except: [actor.kind === "person" ? actor.id : null],
    at: now,
  });
};
