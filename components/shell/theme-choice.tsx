"use client";
import { useState } from "react";
import { classNames } from "@/components/ui/class-names";
import { Icon, type IconName } from "@/components/ui/icon";
import { applyTheme, type Theme, themes } from "@/lib/client/theme";

const looks: Record<Theme, { icon: IconName; label: string }> = {
  system: { icon: "screen", label: "As the system" },
  light: { icon: "sun", label: "Light" },
  dark: { icon: "moon", label: "Dark" },
};

/** Light, dark, or as the system is; kept in a cookie so that the server draws it right at once. */
export const ThemeChoice = ({ initial }: { initial: Theme }) => {
  const [theme, setTheme] = useState(initial);
  const choose = (next: Theme) => {
    applyTheme(next);
    setTheme(next);
  };
  return (
    <fieldset className="inline-flex rounded-md border p-0.5">
      <legend className="sr-only">Theme</legend>
      {themes.map((each) => (
        <button
          aria-label={looks[each].label}
          aria-pressed={each === theme}
          className={classNames(
            "grid h-6 w-7.5 place-items-center rounded-sm",
            each === theme ? "bg-line text-ink" : "text-ink-3 hover:text-ink",
          )}
          key={each}
          onClick={() => choose(each)}
          title={looks[each].label}
          type="button"
        >
          <Icon name={looks[each].icon} size={14} />
        </button>
      ))}
    </fieldset>
  );
};
