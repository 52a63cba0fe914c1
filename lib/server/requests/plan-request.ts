import type { RequestedChange } from "@/lib/contract/requests";
import { freezeAt } from "@/lib/domain/environment-policy";
import { type MissingApproval, missingApprovals } from "@/lib/domain/flip-request";
import { Refusal } from "@/lib/domain/refusal";
import { sha256 } from "@/lib/server/audit";
import { sql, type Transaction } from "@/lib/server/db";
import { criteriaWords, groundDigestOf, planCriteria } from "@/lib/server/gates/criteria";
import { accountsOfEach } from "@/lib/server/people/one-person";
import {
  type RequestRow,
  requesterOf,
  standingApprovals,
} from "@/lib/server/requests/request-rows";
import { type PlannedSwitches, planAsked } from "@/lib/server/switches/asked-change";
import type { SwitchBoard } from "@/lib/server/switches/switch-board";

type Program = { readonly id: string; readonly key: string };

/** A request as it would be carried out now: a change of switches, of the environment's policy, or of criteria. */
export type PlannedRequest =
  | ({ readonly kind: "switches" } & PlannedSwitches)
  | { readonly kind: "policy" | "unfreeze"; readonly groundDigest: string }
  | {
      readonly kind: "criteria";
      readonly groundDigest: string;
      /** What it changes, in one sentence and line by line. */
      readonly says: string;
      readonly changes: readonly string[];
    };

/** Plans what a request asks for on the board as it stands. Refuses what cannot be done or is so already. */
export const planRequest = async (
  tx: Transaction,
  program: Program,
  board: SwitchBoard,
  asked: RequestedChange,
  now: Date,
): Promise<PlannedRequest> => {
  const { environment } = board.snapshot;
  if (asked.policy) {
    return { kind: "policy", groundDigest: sha256(`policy ${board.policyVersion}`) };
  }
  if (asked.unfreeze) {
    const freeze = freezeAt(board.policy, now);
    if (!freeze) throw new Refusal("no-effect", `${environment} is not frozen.`);
    return { kind: "unfreeze", groundDigest: sha256(`freeze ${freeze.since}`) };
  }
  if (asked.criteria) {
    const edit = await planCriteria(tx, program, asked.criteria, now);
    return {
      kind: "criteria",
      groundDigest: groundDigestOf(edit),
      says: criteriaWords(edit),
      changes: edit.changes,
    };
  }
  const planned = await planAsked(tx, program, board, asked);
  if (planned.plan.kind === "none") {
    throw new Refusal("no-effect", `In ${environment} it is as this asks already.`);
  }
  return { kind: "switches", ...planned };
};

const owningTeams = async (
  tx: Transaction,
  programId: string,
  { plan, touched }: PlannedSwitches,
): Promise<string[]> => {
  const moves = plan.routeMoves.length + plan.workerMoves.length > 0;
  const routes = moves ? plan.routeMoves.map(({ route }) => route) : [...touched.routes];
  const workers = moves ? plan.workerMoves.map(({ worker }) => worker) : [...touched.workers];
  const rows = await tx.$queryRaw<{ key: string }[]>(sql`
    SELECT DISTINCT t."key" FROM "Item" i JOIN "Team" t ON t."id" = i."teamId"
    WHERE i."programId" = ${programId}::uuid AND (
      (i."kind" = 'route' AND i."key" = ANY(${routes}::text[])) OR
      (i."kind" = 'worker' AND coalesce(i."switchName", i."key") = ANY(${workers}::text[])))
    ORDER BY t."key"`);
  return rows.map(({ key }) => key);
};

/** What moves nobody towards the target never waits for approvals. */
const isRollback = (planned: PlannedRequest): boolean =>
  planned.kind === "switches" && planned.plan.kind !== "flip";

/** What a request lacks of the approvals that the policy asks for now. `approvals`: none yet for a new one. */
export const missingFor = async (
  tx: Transaction,
  program: Program,
  board: SwitchBoard,
  planned: PlannedRequest,
  row: Pick<RequestRow, "requesterId" | "requesterName"> & { readonly standing?: RequestRow },
): Promise<MissingApproval[]> => {
  const { policy } = board;
  if (policy.approvals === 0 || isRollback(planned)) return [];
  const owners =
    planned.kind === "switches" && policy.teams.kind === "owning"
      ? await owningTeams(tx, program.id, planned)
      : [];
  const given = row.standing ? standingApprovals(row.standing) : [];
  const accounts = await accountsOfEach(
    tx,
    given.map(({ personId }) => personId),
  );
  const approvals = given.map((each) => ({ ...each, accounts: accounts(each.personId) }));
  return missingApprovals(policy, approvals, requesterOf(row), owners);
};

/** Whether a request of this kind is approved at all here. */
export const needsApproval = (board: SwitchBoard, planned: PlannedRequest): boolean =>
  board.policy.approvals > 0 && !isRollback(planned);
