import { raiseEpochs as operation } from "@/lib/contract/installation";
import { command } from "@/lib/server/command";
import { announced, raiseEpoch } from "@/lib/server/switches/raise-epoch";

/** Every environment gets a higher epoch: somebody says that the database was restored from a backup. */
export const raiseEpochs = command(
  { name: "raise-epochs", allow: "installation:manage", input: operation.input },
  async ({ tx, input }) => {
    const environments = await raiseEpoch(tx, "all");
    return {
      event: { subject: { environments: environments.length }, reason: input.reason },
      result: { environments: environments.length },
      announce: announced(environments),
    };
  },
);
