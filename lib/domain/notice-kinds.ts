type KindWords = {
  readonly title: string;
  /** When it is told, and to whom. */
  readonly says: string;
};

/** What people and endpoints are told of: the one closed table of kinds. */
const table = {
  "approval-asked": {
    title: "Approval asked for",
    says: "A request waits for approvals, to those who may give them.",
  },
  "request-decided": {
    title: "Request decided",
    says: "A request was approved or rejected, to who asked.",
  },
  "request-expires-soon": {
    title: "Request expires soon",
    says: "An open request ends within a day, to who asked and to those who may approve.",
  },
  "request-expired": {
    title: "Request expired",
    says: "Nobody finished a request in its time, to who asked.",
  },
  "request-conflicted": {
    title: "Request overtaken",
    says: "Another change overtook a request or called it off, to who asked.",
  },
  "force-on": {
    title: "Legacy forced",
    says: "Somebody or a monitor forced legacy, to everybody of the program.",
  },
  "glass-broken": {
    title: "Glass broken",
    says: "A flip was made past what stood against it, to everybody of the program.",
  },
  "review-due": {
    title: "Review due",
    says: "The review of an emergency is due within six hours, to those who may close it.",
  },
  "review-late": {
    title: "Review late",
    says: "The review of an emergency is late and holds flips back, to those who may close it.",
  },
  "waiver-asked": {
    title: "Waiver asked for",
    says: "Somebody asks to waive a gate, to those who may decide.",
  },
  "waiver-agreed": {
    title: "Waiver agreed",
    says: "A waiver holds from now on, to who asked and to its owner.",
  },
  "waiver-refused": { title: "Waiver refused", says: "A waiver was refused, to who asked." },
  "waiver-ends-soon": {
    title: "Waiver ends soon",
    says: "A waiver ends within three days, to its owner.",
  },
  "waiver-ended": {
    title: "Waiver ended",
    says: "A waiver is over and its gate is back at its reading, to its owner.",
  },
  "gate-fell": {
    title: "Gate no longer passes",
    says: "A gate that passed in a protected environment fails or is unknown, to its owner.",
  },
  "vote-asked": {
    title: "Vote asked for",
    says: "A go/no-go room is open, to those who may vote.",
  },
  "milestone-decided": {
    title: "Milestone decided",
    says: "Go, no-go or go with conditions, to everybody of the program.",
  },
  "milestone-reopened": {
    title: "Milestone reopened",
    says: "An overdue condition reopened a milestone, to everybody of the program.",
  },
  "condition-due": {
    title: "Condition due",
    says: "A condition of a go is due within three days, to its owner.",
  },
  "condition-overdue": {
    title: "Condition overdue",
    says: "A condition of a go was not met in its time, to its owner and the managers.",
  },
  "decision-asked": {
    title: "Decision asked for",
    says: "A decision waits for approval, to those named.",
  },
  "decision-due": {
    title: "Decision due",
    says: "An open decision's target date is within seven days, to its owner.",
  },
  "decision-late": {
    title: "Decision late",
    says: "An open decision's target date is past, to its owner and the managers.",
  },
  "decision-made": {
    title: "Decision made",
    says: "A decision was approved, rejected or superseded, to its owner and those named.",
  },
  "blocker-opened": {
    title: "Blocker opened",
    says: "Something stands in the way, to its owner and the managers.",
  },
  "blocker-closed": {
    title: "Blocker closed",
    says: "It stands in the way no more, to its owner and the managers.",
  },
  "signature-asked": {
    title: "Signature asked for",
    says: "Somebody asks for a signature, to the team whose it is and who stands in for it.",
  },
  "signature-due": {
    title: "Signature due",
    says: "A signature that was asked for is due within two days, to the team whose it is.",
  },
  "signature-overdue": {
    title: "Signature overdue",
    says: "A signature was not given in its time, to the team whose it is, to who asked and to the managers.",
  },
  "signature-stale": {
    title: "Signature stale",
    says: "What somebody signed holds no more, to who signed, to their deputies and to the team for which it was signed.",
  },
  "row-returned": {
    title: "Row sent back",
    says: "A row needs work or was rejected, to whoever is responsible for it.",
  },
  "return-settled": {
    title: "Sent back and settled",
    says: "What somebody sent back was signed or settled, to who sent it back.",
  },
  "batch-due": {
    title: "Batch due",
    says: "A batch with rows that nobody signed is due within three days, to its owner or the owners of these rows.",
  },
  "batch-overdue": {
    title: "Batch overdue",
    says: "A batch was not signed in its time, to its owner or the owners of these rows, and to the managers.",
  },
  "signing-finished": {
    title: "Bulk signing finished",
    says: "A bulk of signatures is through, to who signed.",
  },
  "account-changed": {
    title: "Account changed",
    says: "An admin ended somebody's sessions, reset their second factor or made them a link to another password, to that person.",
  },
  "rows-assigned": {
    title: "Rows assigned",
    says: "Rows became a team's by hand, by rule or by CODEOWNERS, to that team, once for all of them.",
  },
  "deputy-named": {
    title: "Deputy named",
    says: "Somebody signs for the teams of somebody absent, to both of them.",
  },
  "deputy-ended": {
    title: "Deputy ended",
    says: "A deputy's time was ended early, to both of them.",
  },
  test: { title: "Test", says: "Somebody tries an endpoint out; nobody else is told." },
} as const satisfies Record<string, KindWords>;

export type NoticeKind = keyof typeof table;

export const noticeKinds = Object.keys(table) as [NoticeKind, ...NoticeKind[]];

/** The title of a kind, and in a sentence when it is told and to whom. */
export const noticeKindWords = (kind: NoticeKind): KindWords => table[kind];

/** Whether an endpoint's list of kinds takes this one: an empty list takes all. A test goes where it is sent. */
export const takesKind = (kinds: readonly string[], kind: NoticeKind): boolean =>
  kind !== "test" && (kinds.length === 0 || kinds.includes(kind));
