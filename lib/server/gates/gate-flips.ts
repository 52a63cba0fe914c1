import { workerOwnerReader } from "@/lib/domain/classify-effect";
import type { FlipFact } from "@/lib/domain/gate-facts";
import { earliest } from "@/lib/domain/gate-verdict";
import { ownershipReader } from "@/lib/domain/ownership";
import type { Snapshot } from "@/lib/domain/snapshot";
import type { MoveRow } from "@/lib/server/gates/gate-rows";

type Where = "none" | "some" | "all";
type Member = { readonly kind: "route" | "worker"; readonly name: string; readonly where: Where };

/** What routes and workers of each capability are on the target, as a snapshot has it. */
const membersByCapability = (snapshot: Snapshot): ReadonlyMap<string, readonly Member[]> => {
  const found = new Map<string, Member[]>();
  const add = (capability: string | null | undefined, member: Member): void => {
    if (capability === null || capability === undefined) return;
    const known = found.get(capability);
    if (known) known.push(member);
    else found.set(capability, [member]);
  };
  const ownershipOf = ownershipReader(snapshot);
  for (const route of snapshot.routes) {
    const { cohort } = ownershipOf(route);
    const where = cohort === "all" || cohort === "none" ? cohort : "some";
    add(route.capability, { kind: "route", name: route.id, where });
  }
  const ownerOf = workerOwnerReader(snapshot);
  for (const [name, worker] of Object.entries(snapshot.workers)) {
    const where = ownerOf(worker).owner === snapshot.owners.target ? "all" : "none";
    add(worker.capability, { kind: "worker", name, where });
  }
  return found;
};

const stepOf = (members: readonly Member[]): Where => {
  if (members.every(({ where }) => where === "none")) return "none";
  return members.every(({ where }) => where === "all") ? "all" : "some";
};

/** How far each capability of a snapshot is on the target, without since when. */
export const flipSteps = (snapshot: Snapshot): ReadonlyMap<string, Where> =>
  new Map(
    [...membersByCapability(snapshot)].map(([capability, members]) => [
      capability,
      stepOf(members),
    ]),
  );

/**
 * How far each capability is on the target, and since when without a break. A row whose move the
 * history does not list has come at an unknown time, which no canary and no burn-in counts.
 */
export const flipFacts = (
  snapshot: Snapshot,
  moves: readonly MoveRow[],
): ReadonlyMap<string, FlipFact> => {
  const known = new Map(
    moves
      .filter(({ environment }) => environment === snapshot.environment)
      .map((move) => [`${move.kind} ${move.name}`, move]),
  );
  const sinceOf = ({ kind, name }: Member, field: "someSince" | "allSince"): string | null =>
    known.get(`${kind} ${name}`)?.[field]?.toISOString() ?? null;
  return new Map(
    [...membersByCapability(snapshot)].map(([capability, members]) => {
      const step = stepOf(members);
      const moved = members.filter(({ where }) => where !== "none");
      const all = step === "all" ? members.map((member) => sinceOf(member, "allSince")) : [null];
      const someSince =
        step === "none" ? null : earliest(moved.map((member) => sinceOf(member, "someSince")));
      const allSince = all.includes(null) ? null : (all.sort().at(-1) ?? null);
      return [capability, { step, someSince, allSince }];
    }),
  );
};
