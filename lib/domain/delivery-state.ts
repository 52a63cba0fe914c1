/** Who is silent for longer is lost: receipts come every 30 s. */
export const heardWithin = 90_000;
/** Who has not got a version by then is a straggler; polling clients take up to 15 s. */
export const straggleAfter = 30_000;

export type DeliveryState =
  | "accepted"
  | "propagating"
  | "in-effect"
  | "observed"
  | "nobody-listens";

type Reading = {
  readonly version: number;
  /** Instances heard from in the last 90 s over all processes and edges, and how many have the version. */
  readonly heard: number;
  readonly applied: number;
  /** Instances that fell silent, and how many of them had not got the version. */
  readonly lost: number;
  readonly lostBehind: number;
  /** Stream clients of this process, and how many of them the version was sent to. */
  readonly of: number;
  readonly sentTo: number;
  readonly isObserved: boolean;
};

const instances = (count: number): string => `${count} ${count === 1 ? "instance" : "instances"}`;

/**
 * How far a version went, and the same as a sentence. Whoever fell silent without it stands in the way of
 * "in effect" until it returns or a person removes it. switches.md, "States, as the UI tells them".
 */
export const deliveryState = (reading: Reading): { state: DeliveryState; says: string } => {
  const { version, heard, applied, lost, lostBehind, of, sentTo, isObserved } = reading;
  const isAre = lost === 1 ? "is" : "are";
  const lostWords = lost === 0 ? "" : ` ${instances(lost)} ${isAre} lost.`;
  if (heard === 0) {
    if (of === 0) {
      return {
        state: "nobody-listens",
        says: `Nobody listens: no instance has reported for 90 s.${lostWords}`,
      };
    }
    const sent = `sent to ${sentTo} of ${of} connected ${of === 1 ? "client" : "clients"}`;
    return { state: "accepted", says: `Version ${version} is ${sent}; none reports.${lostWords}` };
  }
  if (applied === 0) {
    const says = `Version ${version} is accepted; none of ${instances(heard)} has it yet.${lostWords}`;
    return { state: "accepted", says };
  }
  if (applied < heard || lostBehind > 0) {
    const says = `${applied} of ${instances(heard)} ${applied === 1 ? "has" : "have"} version ${version}.${lostWords}`;
    return { state: "propagating", says };
  }
  const where = heard === 1 ? "the one instance" : `all ${heard} instances`;
  return isObserved
    ? { state: "observed", says: `In effect at ${where}, and seen at the upstreams.${lostWords}` }
    : { state: "in-effect", says: `In effect at ${where}; unobserved.${lostWords}` };
};
