import type { ComponentProps, ReactNode } from "react";
import { classNames } from "@/components/ui/class-names";
import { Icon, type IconName } from "@/components/ui/icon";
import { Spinner } from "@/components/ui/spinner";

export type ButtonLook = {
  variant?: "plain" | "primary" | "danger" | "danger-outline" | "ghost";
  size?: "sm" | "md" | "icon-sm" | "icon";
};

const variants = {
  plain: "border-line bg-raise text-ink hover:bg-line-soft",
  primary: "border-primary bg-primary text-on-fill hover:bg-primary-strong",
  danger: "border-danger bg-danger text-on-fill hover:bg-danger-strong",
  "danger-outline": "border-fail bg-transparent text-fail hover:bg-fail-soft",
  ghost: "border-transparent bg-transparent text-ink-2 hover:bg-line-soft hover:text-ink",
} satisfies Record<NonNullable<ButtonLook["variant"]>, string>;

const sizes = { sm: "h-6 px-2 text-sm", md: "h-7.5 px-3", "icon-sm": "size-6", icon: "size-7.5" };

/** The classes of a button, for a link that should look like one. */
export const buttonClass = ({ variant = "plain", size = "md" }: ButtonLook = {}): string =>
  classNames(
    "inline-flex shrink-0 items-center justify-center gap-1.5 whitespace-nowrap rounded-md border font-strong select-none transition-colors",
    "disabled:cursor-not-allowed disabled:opacity-50 aria-disabled:cursor-not-allowed aria-disabled:opacity-50",
    variants[variant],
    sizes[size],
  );

export const Button = ({
  variant,
  size,
  icon,
  busy = false,
  className,
  children,
  disabled,
  type = "button",
  ...rest
}: ComponentProps<"button"> &
  ButtonLook & {
    icon?: IconName;
    /** Work is under way: shows it and takes no further press. */
    busy?: boolean;
    children: ReactNode;
  }) => (
  <button
    aria-busy={busy || undefined}
    className={classNames(buttonClass({ variant, size }), className)}
    disabled={disabled || busy}
    type={type}
    {...rest}
  >
    {busy ? <Spinner /> : icon && <Icon name={icon} size={14} />}
    {children}
  </button>
);
