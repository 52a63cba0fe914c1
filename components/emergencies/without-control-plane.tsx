import Link from "next/link";
import type { Owners } from "@/components/switches/change-words";
import type { ChangePlace } from "@/components/switches/use-change";
import { Panel } from "@/components/ui/panel";
import { Snippet } from "@/components/ui/snippet";
import { programAddress } from "@/lib/client/program-address";

type Way = { readonly title: string; readonly says: string; readonly text: string };

const waysOf = (
  { program, environment }: ChangePlace,
  address: string,
): { readonly answering: Way; readonly down: readonly Way[] } => ({
  answering: {
    title: "No browser at hand",
    says: "The command line does the same, as long as the control plane answers.",
    text: `signalbox --url ${address} force \\
  --program ${program} --env ${environment} \\
  --reason "errors above 1 %" --for 2h`,
  },
  down: [
    {
      title: "On a gateway",
      says: "The agent rewrites the gateway's file and reloads it. --lift-force ends it.",
      text: `signalbox agent --format nginx \\
  --out /etc/nginx/signalbox.conf \\
  --reload 'nginx -s reload' \\
  --force-legacy "errors above 1 %"`,
    },
    {
      title: "On an edge",
      says: "Whoever follows that edge is forced. Removing the file lifts it.",
      text: `echo "errors above 1 %" \\
  > .signalbox-edge/force-legacy`,
    },
    {
      title: "In a process with a client",
      says: "The file that its forceFile names works at once; the variable from its next start.",
      text: `echo "errors above 1 %" > /run/signalbox-force
SIGNALBOX_FORCE_LEGACY=1`,
    },
  ],
});

const WayOf = ({ way: { title, says, text } }: { way: Way }) => (
  <div className="mt-3">
    <h3 className="font-strong">{title}</h3>
    <p className="mb-1.5 text-ink-2">{says}</p>
    <Snippet label={`Copy: ${title.toLowerCase()}`} text={text} />
  </div>
);

/** Every other way to force, down to those that need nothing but the machine itself. */
export const WithoutControlPlane = ({
  place,
  owners,
  address,
}: {
  place: ChangePlace;
  owners: Owners;
  address: string;
}) => {
  const { answering, down } = waysOf(place, address);
  return (
    <Panel title="When this page is out of reach">
      <p className="text-ink-2">
        Keep these where they can be read without Signalbox. Each sends what it covers to{" "}
        {owners.legacy}.
      </p>
      <WayOf way={answering} />
      <h3 className="mt-4 border-line-soft border-t pt-3 font-bold">
        The control plane is down altogether
      </h3>
      <p className="text-ink-2">
        Edges, agents and clients have a force of their own. It is reported when they are back, and
        stands on{" "}
        <Link
          className="font-medium text-target hover:underline"
          href={programAddress(place.program, "clients", {
            environment: place.environment,
            state: "forced",
          })}
        >
          Clients
        </Link>
        .
      </p>
      {down.map((way) => (
        <WayOf key={way.title} way={way} />
      ))}
    </Panel>
  );
};
