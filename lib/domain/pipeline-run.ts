import type { BlockedPlace } from "@/lib/domain/blocker-reach";

/** Which pipelines hold which places: names and branches are globs, `*` for any characters and `?` for one. */
export type PipelineCover = {
  readonly pipeline: string;
  readonly branch: string;
  readonly holds: readonly BlockedPlace[];
};

/** How far a run is, so that an older one never overrules a newer. */
export type RunOrder = {
  /** Rises with every run of a repository. */
  readonly run: number;
  /** Rises when the same run is tried again. */
  readonly attempt: number;
  readonly commit: string;
  /** ISO time of the commit; empty where the service does not tell. */
  readonly committedAt: string;
};

/** How a pipeline went, as a CI service told it. */
export type PipelineRun = RunOrder & {
  readonly service: "github" | "gitlab";
  readonly repository: string;
  readonly pipeline: string;
  readonly branch: string;
  readonly isGreen: boolean;
  /** The service's own word: `failure`, `timed_out`, `failed`. */
  readonly word: string;
  readonly url: string | null;
};

const isMatch = (glob: string, text: string): boolean => {
  // Two pointers and the last star: linear in text times stars, where a regular expression could explode.
  let at = 0;
  let from = 0;
  let star = -1;
  let resumed = 0;
  while (from < text.length) {
    if (glob[at] === "*") {
      star = at;
      at += 1;
      resumed = from;
    } else if (at < glob.length && (glob[at] === "?" || glob[at] === text[from])) {
      at += 1;
      from += 1;
    } else if (star >= 0) {
      at = star + 1;
      resumed += 1;
      from = resumed;
    } else {
      return false;
    }
  }
  while (glob[at] === "*") at += 1;
  return at === glob.length;
};

/** What a run's pipeline and branch hold, each place once; empty where no cover names them. */
export const coveredPlaces = (
  covers: readonly PipelineCover[],
  { pipeline, branch }: Pick<PipelineRun, "pipeline" | "branch">,
): BlockedPlace[] => {
  const places = new Map<string, BlockedPlace>();
  for (const cover of covers) {
    if (!isMatch(cover.pipeline, pipeline) || !isMatch(cover.branch, branch)) continue;
    for (const { level, key } of cover.holds) places.set(`${level} ${key}`, { level, key });
  }
  return [...places.values()];
};

/** The identity of a pipeline on a branch: one blocker each. */
export const pipelineKey = ({
  service,
  repository,
  pipeline,
  branch,
}: Pick<PipelineRun, "service" | "repository" | "pipeline" | "branch">): string =>
  [service, repository, pipeline, branch].map(encodeURIComponent).join("/");

/** A blocker's source: its pipeline, and the run that was heard last. Its pipeline alone ends with the space. */
export const sourceKeyOf = (run: PipelineRun): string =>
  `${pipelineKey(run)} ${[run.run, run.attempt, run.commit || "-", run.committedAt || "-"].join(" ")}`;

/** The run that a blocker's source heard last; `null` for text that is none. */
export const lastRunOf = (sourceKey: string): RunOrder | null => {
  const [, run, attempt, commit = "", committedAt = ""] = sourceKey.split(" ");
  if (!/^\d+$/.test(run ?? "") || !/^\d+$/.test(attempt ?? "")) return null;
  return {
    run: Number(run),
    attempt: Number(attempt),
    commit: commit === "-" ? "" : commit,
    committedAt: committedAt === "-" ? "" : committedAt,
  };
};

/**
 * Whether a run says more than another: it is a later run or attempt, and not of an older commit. A run of an old
 * commit that somebody starts by hand says nothing about the newer one.
 */
export const isLaterRun = (run: RunOrder, than: RunOrder): boolean => {
  if (run.run !== than.run) {
    if (run.run < than.run) return false;
    if (run.commit === than.commit || run.committedAt === "" || than.committedAt === "")
      return true;
    return Date.parse(run.committedAt) >= Date.parse(than.committedAt);
  }
  return run.attempt > than.attempt;
};

export type PipelineStep = {
  readonly does: "open" | "reopen" | "update" | "close" | "nothing";
  readonly says: string;
};

const shortCommit = ({ commit }: RunOrder): string => commit.slice(0, 9);

/** The pipeline in words, as a blocker's text: `build fails on main (acme/registry)`. */
export const failureWords = ({ pipeline, branch, repository }: PipelineRun): string =>
  `${pipeline || "The pipeline"} fails on ${branch} (${repository})`;

/**
 * What a run does to the blocker of its pipeline and branch. In: the newest blocker there is, the run that was heard last
 * (of an open one: the run that failed last), and the run. A failing run that says more opens it, opens it again or
 * updates it; a green one that says more closes it.
 */
export const stepOfRun = (
  blocker: "none" | "open" | "closed",
  last: RunOrder | null,
  run: PipelineRun,
): PipelineStep => {
  const what = `${run.pipeline || "The pipeline"} on ${run.branch}`;
  const isNews = last === null || isLaterRun(run, last);
  if (run.isGreen) {
    if (blocker !== "open") return { does: "nothing", says: `${what} is green; it held nothing.` };
    return isNews
      ? { does: "close", says: `${what} is green at ${shortCommit(run)}.` }
      : {
          does: "nothing",
          says: `${what} was green in an older run than the one that failed last.`,
        };
  }
  if (!isNews) return { does: "nothing", says: `${what} failed in an older run.` };
  if (blocker === "none") {
    return { does: "open", says: `${what} failed at ${shortCommit(run)} (${run.word}).` };
  }
  return {
    does: blocker === "open" ? "update" : "reopen",
    says: `${what} failed again at ${shortCommit(run)} (${run.word}).`,
  };
};
