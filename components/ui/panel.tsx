import type { ReactNode } from "react";
import { classNames } from "@/components/ui/class-names";

/** A white sheet with a title. Never inside another one. */
export const Panel = ({
  title,
  action,
  flush = false,
  className,
  children,
}: {
  title?: ReactNode;
  action?: ReactNode;
  /** The content brings its own padding: lists and tables. */
  flush?: boolean;
  className?: string;
  children: ReactNode;
}) => (
  <section className={classNames("rounded-xl border bg-panel", className)}>
    {(title !== undefined || action !== undefined) && (
      <div
        className={classNames(
          "flex min-h-10 items-center justify-between gap-3 px-4 pt-2.5",
          flush ? "pb-2.5" : "pb-1",
        )}
      >
        {title !== undefined && <h2 className="font-bold">{title}</h2>}
        {action}
      </div>
    )}
    <div className={flush ? undefined : classNames("px-4 pb-4", title === undefined && "pt-4")}>
      {children}
    </div>
  </section>
);
