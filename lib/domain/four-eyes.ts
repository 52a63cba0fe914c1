import type { Actor } from "./permissions";

/** Ids of every account of one person, as their addresses tell. */
export type Accounts = readonly string[];

/** Whether somebody is one of these, under whatever account: the one rule wherever a second person is needed. */
export const isOneOf = (accounts: Accounts, first: readonly (string | null)[]): boolean =>
  accounts.some((account) => first.includes(account));

/** Whose work is signed, and who asked for the signature. Ids of people; names are no proof of who somebody is. */
export type Authorship = {
  /** Commit authors of what is signed, as far as they are people here: a commit of theirs, where one was told. */
  readonly authors: ReadonlyMap<string, string | null>;
  /** Who reported the evidence, or who owns the token or CI identity that did. */
  readonly reporters: readonly string[];
  readonly askedBy: readonly string[];
  /** Who approved, here, the decision that retires it: nobody retires a row alone. */
  readonly decidedBy: readonly string[];
};

/** What a program asks of signatures. */
export type SignOffRules = {
  /** Whether who wrote, reported or asked for what is signed may sign it. */
  readonly fourEyes: boolean;
  /** Teams of which each has to sign besides the owner's: `security`. */
  readonly alsoTeams: readonly string[];
  /** Of a bulk, how many percent of the rows have to be opened, drawn at random; 0 asks none. */
  readonly samplePercent: number;
};

export const defaultSignOffRules: SignOffRules = {
  fourEyes: true,
  alsoTeams: [],
  samplePercent: 0,
};

/**
 * Why an actor may not sign a row, in words; `null` where they may. In: who, the team that owns the
 * row with those that stand in for it, whose work it is, and the program's rules. No API token signs,
 * the admin token included; a member of the owning team does, or of one that has to sign as well.
 * The rule is domain.md's, "Sign-off".
 */
export const objectionToSigning = (
  actor: Actor,
  row: {
    readonly team: string | null;
    /** Teams and people that the actor stands in for today, as a deputy of somebody absent. */
    readonly deputyOf: readonly string[];
    readonly authorship: Authorship;
    /** Accounts that are the actor's as well: of the same address, at another provider. */
    readonly otherAccounts?: readonly string[];
  },
  rules: SignOffRules,
): string | null => {
  if (actor.kind !== "person") return "Only a person signs, never an API token.";
  const { team, deputyOf, authorship, otherAccounts = [] } = row;
  if (team === null) return "No team owns it, so nobody may vouch for it. Give it an owner first.";
  const asWhom = [...actor.teams, `@${actor.handle}`, ...deputyOf];
  if (!asWhom.includes(team) && !rules.alsoTeams.some((also) => asWhom.includes(also))) {
    return `It is ${team}'s: somebody of that team signs it.`;
  }
  if (!rules.fourEyes) return null;
  const accounts = [actor.id, ...otherAccounts];
  const written = accounts.find((account) => authorship.authors.has(account));
  const commit = written === undefined ? undefined : authorship.authors.get(written);
  if (commit !== undefined) {
    const what = commit === null ? "what is signed here" : `commit ${commit.slice(0, 9)} of it`;
    return `You wrote ${what}: somebody else has to vouch for it.`;
  }
  if (isOneOf(accounts, authorship.reporters)) {
    return "You, or a token of yours, reported the evidence: somebody else has to vouch for it.";
  }
  if (isOneOf(accounts, authorship.decidedBy)) {
    return "You approved the decision that retires it: somebody else has to vouch for it.";
  }
  if (isOneOf(accounts, authorship.askedBy)) {
    return "You asked for this signature yourself: somebody else has to give it.";
  }
  return null;
};

/**
 * The teams whose signature a row still lacks: its owner's, and those that the program asks for as
 * well. One person of several teams signs for one of them. In: teams of the standing signatures.
 */
export const missingTeams = (
  team: string,
  signed: readonly string[],
  { alsoTeams }: SignOffRules,
): string[] => [...new Set([team, ...alsoTeams])].filter((needed) => !signed.includes(needed));

/**
 * In whose name somebody signs: of those whose signature is needed and who they may speak for, one that
 * has not signed yet, and themselves by name (`@handle`) before any team. `null` where each of them has
 * signed. In: needed owners in their order, whom the signer speaks for, and whose signatures stand.
 */
export const signsFor = (
  needed: readonly string[],
  asWhom: readonly string[],
  signed: readonly string[],
): string | null => {
  const open = needed.filter((owner) => asWhom.includes(owner) && !signed.includes(owner));
  return open.find((owner) => owner.startsWith("@")) ?? open[0] ?? null;
};
