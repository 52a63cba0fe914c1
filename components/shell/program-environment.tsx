"use client";
import { EnvironmentChip } from "@/components/shell/environment-chip";
import { useEnvironment } from "@/components/shell/use-environment";
import { EmergencyControl } from "@/components/switches/emergency-control";
import { useDelivery } from "@/lib/client/use-delivery";
import type { ProgramSummary } from "@/lib/contract/programs";

/** The environment that the page shows, with how far its version went, as it is now. */
export const ProgramEnvironment = ({ program }: { program: ProgramSummary }) => {
  const { environment } = useEnvironment(program.environments);
  const delivery = useDelivery(program.key, environment?.key);
  return (
    <EnvironmentChip
      environments={program.environments.map((each) => ({
        ...each,
        ...(each.key === environment?.key && delivery
          ? {
              clients:
                // Who reports is counted over all processes; who merely follows, by this one.
                delivery.heard > 0
                  ? {
                      of: delivery.heard,
                      sentTo: delivery.version === each.version ? delivery.applied : 0,
                    }
                  : {
                      of: delivery.of,
                      sentTo: delivery.version === each.version ? delivery.sentTo : 0,
                    },
            }
          : {}),
      }))}
    />
  );
};

/** The emergency control, set to the environment that the page shows. */
export const ProgramEmergency = ({ program }: { program: ProgramSummary }) => {
  const { environment } = useEnvironment(program.environments);
  return environment && <EmergencyControl environment={environment} program={program} />;
};
