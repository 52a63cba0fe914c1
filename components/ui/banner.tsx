import type { ReactNode } from "react";
import { classNames } from "@/components/ui/class-names";

const looks = {
  grey: "border-line bg-rail",
  blue: "border-target/30 bg-target-soft",
  amber: "border-legacy/30 bg-legacy-soft",
  green: "border-pass/30 bg-pass-soft",
  red: "border-fail/40 bg-fail-soft",
};

/** Something the page has to say before anything else. Red is read out at once. */
export const Banner = ({
  tone = "grey",
  title,
  action,
  children,
}: {
  tone?: keyof typeof looks;
  title: ReactNode;
  action?: ReactNode;
  children?: ReactNode;
}) => (
  <div
    className={classNames(
      "flex flex-wrap items-center gap-x-4 gap-y-2 rounded-lg border px-3.5 py-2.5",
      looks[tone],
    )}
    role={tone === "red" ? "alert" : "status"}
  >
    <div className="min-w-0 flex-1 basis-60">
      <p className="font-strong">{title}</p>
      {children && <div className="text-ink-2">{children}</div>}
    </div>
    {action}
  </div>
);
