import Link from "next/link";
import { DeliverySteps } from "@/components/switches/delivery-steps";
import { chipClass } from "@/components/ui/chip";
import { Icon } from "@/components/ui/icon";
import { PageHeader } from "@/components/ui/page-header";
import { Time } from "@/components/ui/time";
import { programAddress } from "@/lib/client/program-address";
import type { SwitchesAnswer } from "@/lib/client/switch-queries";
import type { ProgramSummary } from "@/lib/contract/programs";

/** Which environment is shown, at which version, and how far that has gone. */
export const SwitchesHeader = ({
  program,
  environment,
  environments,
  version,
  updatedAt,
  delivery,
  isLive,
  view,
}: {
  program: string;
  /** The key of the one that is shown. */
  environment: string;
  environments: ProgramSummary["environments"];
  version: number;
  updatedAt: string;
  delivery: SwitchesAnswer["delivery"];
  isLive: boolean;
  /** Kept on the way to another environment. */
  view: string | null;
}) => (
  <PageHeader
    actions={
      <nav aria-label="Environments" className="flex flex-wrap gap-2">
        {environments.map(({ key, name, isProtected }) => (
          <Link
            aria-current={key === environment ? "page" : undefined}
            className={chipClass(key === environment)}
            href={programAddress(program, "switches", {
              environment: key,
              view,
            })}
            key={key}
          >
            {name}
            {isProtected && <Icon name="lock" size={12} />}
            {isProtected && <span className="sr-only">protected</span>}
          </Link>
        ))}
      </nav>
    }
    title="Switches"
  >
    <span className="flex flex-wrap items-center gap-x-3 gap-y-0.5">
      <span>
        Version {version}, <Time iso={updatedAt} />
      </span>
      <DeliverySteps state={delivery.version === version ? delivery.state : "accepted"} />
      {!isLive && <span className="text-legacy">line lost, trying again</span>}
    </span>
    {delivery.version === version && (
      <span className="block text-ink-3">
        {delivery.says}
        {delivery.waitingFor.length > 0 && ` Waits for ${delivery.waitingFor.join(", ")}.`}{" "}
        <Link
          className="font-medium text-target hover:underline"
          href={programAddress(program, "clients", { environment })}
        >
          Clients
        </Link>
      </span>
    )}
  </PageHeader>
);
