import { Panel } from "@/components/ui/panel";
import type { ClientsAnswer } from "@/lib/client/client-queries";

const shownAtMost = 6;

type Line = {
  readonly key: string;
  readonly label: string;
  readonly note: string;
  readonly count: number;
};

/** The newest versions by themselves, what is older together. */
export const spreadLines = ({ epoch, version, versions }: ClientsAnswer): Line[] => {
  const lines = versions.map((each) => ({
    key: `${each.epoch}-${each.version}`,
    label: each.epoch === epoch ? `v${each.version}` : `epoch ${each.epoch}, v${each.version}`,
    note:
      each.epoch === epoch && each.version === version
        ? "in force"
        : each.epoch === epoch && each.version < version
          ? `${version - each.version} behind`
          : "",
    count: each.count,
  }));
  if (lines.length <= shownAtMost) return lines;
  const older = lines.slice(shownAtMost - 1);
  return [
    ...lines.slice(0, shownAtMost - 1),
    {
      key: "older",
      label: `${older.length} older`,
      note: "",
      count: older.reduce((sum, { count }) => sum + count, 0),
    },
  ];
};

/** How many instances have which version. */
export const VersionSpread = ({ clients }: { clients: ClientsAnswer }) => {
  const lines = spreadLines(clients);
  const most = Math.max(...lines.map(({ count }) => count), 1);
  return (
    <Panel title="Versions">
      <ul className="grid max-w-4xl gap-1.5">
        {lines.map(({ key, label, note, count }) => (
          <li className="grid grid-cols-[7rem_minmax(0,1fr)_3rem] items-center gap-3" key={key}>
            <span className="truncate">
              <span className="font-strong">{label}</span>{" "}
              <span className="text-ink-3">{note}</span>
            </span>
            <span aria-hidden="true" className="h-2.5 rounded-sm bg-line-soft">
              <span
                className={`block h-full min-w-0.5 rounded-sm ${note === "in force" ? "bg-ink-2" : "bg-ink-3/50"}`}
                style={{ width: `${(count / most) * 100}%` }}
              />
            </span>
            <span className="text-right tabular-nums">{count.toLocaleString("en-GB")}</span>
          </li>
        ))}
      </ul>
    </Panel>
  );
};
