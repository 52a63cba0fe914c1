import { reportDeployment as operation } from "@/lib/contract/deployments";
import { Refusal } from "@/lib/domain/refusal";
import { command } from "@/lib/server/command";
import { sql } from "@/lib/server/db";
import { planReport } from "@/lib/server/evidence/deployments";
import { mergeDeploymentAuthors } from "@/lib/server/evidence/merge-authors";

/** Takes CI's word for which build runs: evidence counts for that one from now on. Told again, its authors are added to those told before. */
export const reportDeployment = command(
  { name: "report-deployment", allow: "evidence:report", input: operation.input },
  async ({ tx, actor, input, now, program }) => {
    if (input.dryRun) throw new Refusal("invalid", "A dry run is a preview.");
    // Two reports at once would each end the other's predecessor.
    await tx.$queryRaw(sql`
      SELECT "id" FROM "Environment"
      WHERE "programId" = ${program.id}::uuid AND "key" = ${input.environment} FOR UPDATE`);
    const { environmentId, at, effect, answer } = await planReport(tx, program, input, now);
    const build = { environmentId, side: answer.side, commit: input.commit };
    const tellsAuthors = !effect.adds && (await mergeDeploymentAuthors(tx, build, input.authors));
    if (effect.repeated && !tellsAuthors) return { event: "repeated", result: answer };
    await tx.deployment.updateMany({
      where: { id: { in: effect.ends.map(({ id }) => id) } },
      data: { endedAt: at },
    });
    const { commit, label = null, ref = null, runUrl = null, ancestors } = input;
    if (effect.adds) {
      await tx.deployment.create({
        data: {
          environmentId,
          side: answer.side,
          commit,
          label,
          ref,
          runUrl,
          ancestors,
          authors: [...new Set(input.authors)],
          at,
          byName: actor.name,
          endedAt: effect.endedAt,
        },
      });
    }
    return {
      event: {
        subject: { environment: input.environment, side: answer.side, commit },
        was: { live: [...answer.ended] },
        now: {
          live: answer.live,
          label,
          ref,
          runUrl,
          becameUnknown: answer.unknown.tests,
          ...(tellsAuthors ? { authors: [...input.authors] } : {}),
        },
        reason: answer.says,
      },
      result: answer,
      announce: [{ kind: "program", program: program.key }],
    };
  },
);
