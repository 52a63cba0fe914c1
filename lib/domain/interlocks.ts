import { workerOwnerReader } from "@/lib/domain/classify-effect";
import { type CoupledItem, type DependencyPlace, itemsAt } from "@/lib/domain/coupled-items";
import { ownershipReader } from "@/lib/domain/ownership";
import type { Snapshot } from "@/lib/domain/snapshot";

/** What stands between a change and the target, as it reads now. Unknown is not free. */
export type Interlock = {
  readonly key: string;
  readonly kind: "queue" | "unit" | "prerequisite" | "upload-runtime";
  readonly state: "holds" | "open" | "unknown";
  readonly title: string;
  readonly because: string;
};

export type CoupledQueue = {
  readonly queue: string;
  readonly producers: readonly CoupledItem[];
  readonly consumers: readonly CoupledItem[];
  /** Compatibility tests that are known for it, e.g. `QMT-NOTIFICATION`. */
  readonly tests: readonly string[];
};

export type Dependency = {
  readonly id: string;
  readonly kind: "prerequisite" | "unit" | "upload-runtime";
  readonly subject: DependencyPlace;
  /** For a prerequisite what comes first, for a unit its other members. */
  readonly requires: readonly DependencyPlace[];
  readonly note: string;
};

export type Couplings = {
  readonly queues: readonly CoupledQueue[];
  /** Rows that carry one switch outside: it can only send all of them. */
  readonly sharedSwitches: readonly {
    readonly switchId: string;
    readonly items: readonly CoupledItem[];
  }[];
  readonly dependencies: readonly Dependency[];
};

type Where = "legacy" | "target" | "some" | "off" | "unknown";
type Moved = { readonly routes: ReadonlySet<string>; readonly workers: ReadonlySet<string> };

/** Where each item would be after a change: a canary is on both sides. */
const placer = (after: Snapshot) => {
  const routes = new Map(after.routes.map((route) => [route.id, route]));
  const ownershipOf = ownershipReader(after);
  const workerOwner = workerOwnerReader(after);
  return ({ kind, name }: CoupledItem): Where => {
    if (kind === "worker") {
      const worker = after.workers[name];
      if (worker === undefined) return "unknown";
      const { owner } = workerOwner(worker);
      if (owner === "off") return "off";
      return owner === after.owners.target ? "target" : "legacy";
    }
    const route = routes.get(name);
    if (route === undefined) return "unknown";
    const { cohort } = ownershipOf(route);
    return cohort === "all" ? "target" : cohort === "none" ? "legacy" : "some";
  };
};

const isMoved = (moved: Moved, { kind, name }: CoupledItem): boolean =>
  (kind === "worker" ? moved.workers : moved.routes).has(name);

const names = (items: readonly CoupledItem[], most = 3): string => {
  const some = items.slice(0, most).map(({ name }) => name);
  const more = items.length - some.length;
  return `${some.join(", ")}${more > 0 ? ` and ${more} more` : ""}`;
};

const testWords = (tests: readonly string[]): string =>
  tests.length > 0
    ? `${tests.join(", ")} has to show that each side reads what the other writes.`
    : "No compatibility test is known for it.";

const queueInterlock = (
  after: Snapshot,
  whereIs: (item: CoupledItem) => Where,
  { queue, producers, consumers, tests }: CoupledQueue,
): Interlock => {
  const base = { key: `queue.${queue}`, kind: "queue" as const, title: `The queue ${queue}` };
  if (producers.length === 0 || consumers.length === 0) {
    const missing = producers.length === 0 ? "writes to" : "reads from";
    return {
      ...base,
      state: "unknown",
      because: `It is not known what ${missing} it, so nobody can say that both sides agree. ${testWords(tests)}`,
    };
  }
  const { legacy, target } = after.owners;
  const mixed = (side: "legacy" | "target", items: readonly CoupledItem[]) =>
    items.filter((item) => whereIs(item) === side || whereIs(item) === "some");
  const across = [
    { from: mixed("target", producers), to: mixed("legacy", consumers), words: [target, legacy] },
    { from: mixed("legacy", producers), to: mixed("target", consumers), words: [legacy, target] },
  ].find(({ from, to }) => from.length > 0 && to.length > 0);
  if (across === undefined) {
    return {
      ...base,
      state: "holds",
      because: "What writes to it and what reads from it are on one side.",
    };
  }
  return {
    ...base,
    state: "open",
    because: `${names(across.from)} would write to it as ${across.words[0]} and ${names(across.to)} read from it as ${across.words[1]}. ${testWords(tests)}`,
  };
};

const sameSide = (
  whereIs: (item: CoupledItem) => Where,
  items: readonly CoupledItem[],
): { readonly isOne: boolean; readonly behind: readonly CoupledItem[] } => {
  const sides = new Set(items.map(whereIs));
  return {
    isOne: sides.size <= 1,
    behind: items.filter((item) => whereIs(item) !== "target"),
  };
};

const placeWords = ({ level, key }: DependencyPlace): string => `the ${level} ${key}`;

const noted = (note: string): string => (note === "" ? "" : ` ${note}`);

const unitInterlock = (
  after: Snapshot,
  whereIs: (item: CoupledItem) => Where,
  { id, subject, requires, note }: Dependency,
): Interlock => {
  const places = [subject, ...requires];
  const { isOne, behind } = sameSide(
    whereIs,
    places.flatMap((place) => itemsAt(after, place)),
  );
  return {
    key: `dependency.${id}`,
    kind: "unit",
    title: `${places.map(placeWords).join(" and ")} flip as one`,
    state: isOne ? "holds" : "open",
    because: isOne
      ? `All of it would be on one side.${noted(note)}`
      : `${names(behind)} would stay behind. Put them into the same change.${noted(note)}`,
  };
};

const prerequisiteInterlock = (
  after: Snapshot,
  whereIs: (item: CoupledItem) => Where,
  { id, subject, requires, note }: Dependency,
): Interlock => {
  const first = requires.flatMap((place) => itemsAt(after, place));
  const behind = first.filter((item) => whereIs(item) !== "target");
  const base = {
    key: `dependency.${id}`,
    kind: "prerequisite" as const,
    title: `${placeWords(subject)} comes after ${requires.map(placeWords).join(" and ")}`,
  };
  if (first.length === 0) {
    return {
      ...base,
      state: "unknown",
      because: `Nothing of what comes first is known here.${noted(note)}`,
    };
  }
  return behind.length === 0
    ? { ...base, state: "holds", because: `It is on ${after.owners.target}.${noted(note)}` }
    : {
        ...base,
        state: "open",
        because: `${names(behind)} is not wholly on ${after.owners.target} yet.${noted(note)}`,
      };
};

const uploadInterlock = (after: Snapshot, { id, subject, note }: Dependency): Interlock => {
  const ownershipOf = ownershipReader(after);
  const members = new Set(itemsAt(after, subject).map(({ name }) => name));
  const loose = after.routes.filter((route) => {
    if (!members.has(route.id)) return false;
    const { cohort, rule } = ownershipOf(route);
    return cohort !== "none" && rule?.sticky !== "creation";
  });
  const isHeld = loose.length === 0;
  return {
    key: `dependency.${id}`,
    kind: "upload-runtime",
    title: `An upload of ${placeWords(subject)} stays where it was started`,
    state: isHeld ? "holds" : "open",
    because: isHeld
      ? `Its owner is stamped when it is created.${noted(note)}`
      : `${names(loose.map(({ id: name }) => ({ kind: "route", name })))} would change owner in the middle of an upload. Make the rule stick to the upload's creation.${noted(note)}`,
  };
};

/**
 * What interlocks a change towards the target through what its items hang together with: queues whose
 * writers and readers would be on two sides, or are not known; rows that share a switch; sets that flip
 * as one; what has to come first; uploads that stay on one runtime. In: the snapshot after the change,
 * what moves, and the couplings. Out: a reading for each that touches what moves. domain.md, "Interlocks".
 */
export const interlocksOf = (
  after: Snapshot,
  moved: Moved,
  { queues, sharedSwitches, dependencies }: Couplings,
): readonly Interlock[] => {
  const whereIs = placer(after);
  const touches = (items: readonly CoupledItem[]) => items.some((item) => isMoved(moved, item));
  const ofPlaces = (places: readonly DependencyPlace[]) =>
    places.flatMap((place) => itemsAt(after, place));
  return [
    ...queues
      .filter(({ producers, consumers }) => touches([...producers, ...consumers]))
      .map((queue) => queueInterlock(after, whereIs, queue)),
    ...sharedSwitches
      .filter(({ items }) => touches(items))
      .map(({ switchId, items }): Interlock => {
        const { isOne, behind } = sameSide(whereIs, items);
        return {
          key: `switch.${switchId}`,
          kind: "unit",
          title: `${names(items)} share the switch ${switchId}`,
          state: isOne ? "holds" : "open",
          because: isOne
            ? "All of them would be on one side."
            : `Outside Signalbox one switch sends them all, and ${names(behind)} would stay behind.`,
        };
      }),
    ...dependencies.flatMap((dependency): Interlock[] => {
      const { kind, subject, requires } = dependency;
      const isTouched = touches(ofPlaces(kind === "unit" ? [subject, ...requires] : [subject]));
      if (!isTouched) return [];
      if (kind === "unit") return [unitInterlock(after, whereIs, dependency)];
      if (kind === "prerequisite") return [prerequisiteInterlock(after, whereIs, dependency)];
      return [uploadInterlock(after, dependency)];
    }),
  ];
};
