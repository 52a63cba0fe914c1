import { listDeployments as operation } from "@/lib/contract/deployments";
import { type BuildSide, countedCommits } from "@/lib/domain/deployment";
import { testCount, testTallies } from "@/lib/server/evidence/deployment-tests";
import { deploymentView, environmentNamed, readRules } from "@/lib/server/evidence/deployments";
import { query } from "@/lib/server/query";

/** What runs in an environment, what ran before, and how much is known of each. */
export const listDeployments = query(
  { name: "list-deployments", allow: "program:read", input: operation.input },
  async ({ db, input, program }) => {
    const environmentId = await environmentNamed(db, program, input.environment);
    const live = await db.deployment.findMany({
      where: { environmentId, endedAt: null },
      orderBy: [{ side: "asc" }, { at: "desc" }, { id: "desc" }],
    });
    const history = await db.deployment.findMany({
      where: { environmentId, endedAt: { not: null } },
      orderBy: [{ at: "desc" }, { id: "desc" }],
      take: input.limit,
    });
    const rules = await readRules(db, program.id);
    const rows = [...live, ...history];
    const counted = countedCommits(rows, rules).map((build, index) => ({
      ...build,
      side: (rows[index]?.side ?? "legacy") as BuildSide,
    }));
    const tallies = await testTallies(db, program.id, counted);
    const of = await testCount(db, program.id);
    const views = rows.map((row, index) => ({
      ...deploymentView(row),
      tests: { ...(tallies[index] ?? { passed: 0, failed: 0, doubtful: 0 }), of },
    }));
    return { live: views.slice(0, live.length), history: views.slice(live.length), rules };
  },
);
