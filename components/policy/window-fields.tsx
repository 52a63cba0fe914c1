import { Button } from "@/components/ui/button";
import { Chip } from "@/components/ui/chip";
import { IconButton } from "@/components/ui/icon-button";
import { TextField } from "@/components/ui/text-field";
import type { PolicySettings } from "@/lib/contract/policy";
import { weekdays } from "@/lib/domain/change-window";

type ChangeWindow = PolicySettings["windows"][number];

const capital = (day: string): string => day.charAt(0).toUpperCase() + day.slice(1);

const readersZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone;

const newWindow = (): ChangeWindow => ({
  days: ["mon", "tue", "wed", "thu"],
  from: "09:00",
  to: "16:00",
  timeZone: readersZone(),
});

/** When changes may be applied; without a window at any time. */
export const WindowFields = ({
  windows,
  onChange,
}: {
  windows: readonly ChangeWindow[];
  onChange: (windows: ChangeWindow[]) => void;
}) => {
  const edit = (at: number, change: Partial<ChangeWindow>) =>
    onChange(windows.map((window, index) => (index === at ? { ...window, ...change } : window)));
  return (
    <div className="flex flex-col gap-3">
      {windows.length === 0 && <p className="text-ink-2">Changes may be applied at any time.</p>}
      {windows.map((window, at) => (
        // Windows have no name; one is edited in place and never moved.
        // biome-ignore lint/suspicious/noArrayIndexKey: the place is what a window is known by
        <div className="flex flex-col gap-2" key={at}>
          <fieldset className="flex flex-wrap gap-1.5">
            <legend className="sr-only">Days of window {at + 1}</legend>
            {weekdays.map((day) => {
              const isOn = window.days.includes(day);
              return (
                <Chip
                  key={day}
                  on={isOn}
                  onClick={() =>
                    edit(at, {
                      days: isOn
                        ? window.days.filter((each) => each !== day)
                        : [...window.days, day],
                    })
                  }
                >
                  {capital(day)}
                </Chip>
              );
            })}
          </fieldset>
          <div className="flex flex-wrap items-end gap-2">
            <TextField
              className="w-24"
              label="From"
              onChange={(event) => edit(at, { from: event.target.value })}
              value={window.from}
            />
            <TextField
              className="w-24"
              label="To"
              onChange={(event) => edit(at, { to: event.target.value })}
              value={window.to}
            />
            <TextField
              className="w-48"
              label="Time zone"
              onChange={(event) => edit(at, { timeZone: event.target.value })}
              value={window.timeZone}
            />
            <IconButton
              icon="cross"
              label={`Remove window ${at + 1}`}
              onClick={() => onChange(windows.filter((_, index) => index !== at))}
            />
          </div>
        </div>
      ))}
      <div>
        <Button icon="plus" onClick={() => onChange([...windows, newWindow()])} size="sm">
          Add a window
        </Button>
      </div>
    </div>
  );
};
