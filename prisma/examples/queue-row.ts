/** A queue of an example program and who puts onto it and takes from it. */
export type QueueRow = {
  readonly name: string;
  readonly what: string;
  /** `METHOD pattern` of routes and names of workers; empty means unknown, not none. */
  readonly producers: readonly string[];
  readonly consumers: readonly string[];
};
