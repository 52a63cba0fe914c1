import type { ReactNode } from "react";

/** Nothing here: why, and what to do about it. */
export const EmptyState = ({
  title,
  action,
  children,
}: {
  title: ReactNode;
  action?: ReactNode;
  children?: ReactNode;
}) => (
  <div className="flex flex-col items-center gap-1 px-6 py-10 text-center">
    <p className="font-strong">{title}</p>
    {children && <div className="max-w-md text-ink-2">{children}</div>}
    {action && <div className="mt-3 flex flex-wrap justify-center gap-2">{action}</div>}
  </div>
);
