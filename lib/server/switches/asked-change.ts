import type { RequestedChange } from "@/lib/contract/requests";
import type { RuleChange } from "@/lib/domain/apply-edits";
import { canonicalJson } from "@/lib/domain/canonical-json";
import { type Masked, planChange } from "@/lib/domain/plan-change";
import { type ForcePlace, planLift } from "@/lib/domain/plan-force";
import { planRestore } from "@/lib/domain/plan-restore";
import { Refusal } from "@/lib/domain/refusal";
import { groundOf, type Touched, touchedBy } from "@/lib/domain/request-ground";
import type { SwitchEdit } from "@/lib/domain/switch-edit";
import { sha256 } from "@/lib/server/audit";
import type { Transaction } from "@/lib/server/db";
import type { PlannedFlip } from "@/lib/server/switches/flip-checks";
import { newSalt } from "@/lib/server/switches/new-salt";
import { pastSnapshot } from "@/lib/server/switches/past-board";
import type { SwitchBoard } from "@/lib/server/switches/switch-board";

type Program = { readonly id: string; readonly key: string };

/** What can be asked of switches: rules, an earlier version's rules, or the end of a force. */
export type AskedSwitches = Pick<RequestedChange, "rules" | "lift" | "restore">;

export type PlannedSwitches = {
  readonly plan: PlannedFlip;
  readonly changes: readonly RuleChange[];
  readonly masked: readonly Masked[];
  readonly asksForTarget: boolean;
  readonly lift: ForcePlace | null;
  readonly touched: Touched;
  /** A digest of who owns everything that it touches, now and once it is made. */
  readonly groundDigest: string;
};

const placeOf = ({ scope, key }: NonNullable<AskedSwitches["lift"]>): ForcePlace => ({
  scope,
  ...(scope === "program" || key === undefined ? {} : { key }),
});

const editsFor = async (
  tx: Transaction,
  program: Program,
  board: SwitchBoard,
  asked: AskedSwitches,
): Promise<readonly SwitchEdit[]> => {
  if (asked.rules) return asked.rules;
  if (!asked.restore) return [];
  const { environment, version } = board.snapshot;
  if (asked.restore.version === version) {
    throw new Refusal("no-effect", `${environment} is at version ${version} already.`);
  }
  const then = await pastSnapshot(tx, program, environment, asked.restore);
  const { edits } = planRestore(board.snapshot, then);
  if (edits.length === 0) {
    throw new Refusal(
      "no-effect",
      `The rules of ${environment} are as in version ${asked.restore.version} already. Nothing was changed.`,
    );
  }
  return edits;
};

/** Plans what is asked on the board as it stands. Refuses as the rules' own checks do. */
export const planAsked = async (
  tx: Transaction,
  program: Program,
  board: SwitchBoard,
  asked: AskedSwitches,
): Promise<PlannedSwitches> => {
  const { snapshot } = board;
  if (asked.lift) {
    const lift = placeOf(asked.lift);
    const touched = touchedBy(snapshot, { places: [], forces: [lift] });
    const plan = planLift(snapshot, lift);
    return {
      plan,
      changes: [],
      masked: [],
      asksForTarget: false,
      lift,
      touched,
      groundDigest: sha256(`${groundOf(snapshot, touched)}\n${groundOf(plan.after, touched)}`),
    };
  }
  const edits = await editsFor(tx, program, board, asked);
  const salt = newSalt();
  const plan = planChange(snapshot, edits, salt, board);
  const touched = touchedBy(snapshot, { places: edits, forces: [] });
  // A restore's rules follow from what stands now: where they change, something else is asked.
  const restored = asked.restore ? canonicalJson(edits) : "";
  // What comes of it too: a rule that is taken away leaves what stands beneath it now. A new salt is
  // another each time it is planned.
  const outcome = groundOf(plan.after, touched).replaceAll(salt, "");
  return {
    plan,
    changes: plan.changes,
    masked: plan.masked,
    asksForTarget: plan.asksForTarget,
    lift: null,
    touched,
    groundDigest: sha256([groundOf(snapshot, touched), outcome, restored].join("\n")),
  };
};

/** What a change does to the rules, as history and the audit say it. */
export const rulesBefore = (changes: readonly RuleChange[]) =>
  changes.map(({ level, key, before }) => ({ level, key, rule: before }));

export const rulesAfter = (changes: readonly RuleChange[]) =>
  changes.map(({ level, key, after }) => ({ level, key, rule: after }));

/** The end of a force, as a row. */
export const deleteForce = (tx: Transaction, board: SwitchBoard, { scope, key }: ForcePlace) =>
  tx.force.deleteMany({
    where: { environmentId: board.environmentId, scope, key: key ?? "" },
  });
