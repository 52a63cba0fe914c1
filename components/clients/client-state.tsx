import { Badge } from "@/components/ui/badge";
import type { Tone } from "@/components/ui/tone";
import type { ClientView } from "@/lib/contract/clients";

export const clientStates = {
  current: { label: "Current", tone: "green" },
  "on-its-way": { label: "On its way", tone: undefined },
  straggler: { label: "Stragglers", tone: "amber" },
  lost: { label: "Lost", tone: "red" },
  forced: { label: "Force by themselves", tone: "red" },
} as const satisfies Record<
  ClientView["state"] | "forced",
  { label: string; tone: Tone | undefined }
>;

const words = {
  current: "current",
  "on-its-way": "on its way",
  straggler: "straggler",
  lost: "lost",
} satisfies Record<ClientView["state"], string>;

/** Whether an instance has the version, is behind, or fell silent. */
export const ClientState = ({ state }: { state: ClientView["state"] }) => (
  <Badge tone={clientStates[state].tone}>{words[state]}</Badge>
);
