import type { ComponentProps } from "react";
import { type ButtonLook, buttonClass } from "@/components/ui/button";
import { classNames } from "@/components/ui/class-names";
import { Icon, type IconName } from "@/components/ui/icon";

/** A button that shows only a picture; `label` is its name for everybody else, and its tooltip. */
export const IconButton = ({
  icon,
  label,
  variant = "ghost",
  size = "md",
  className,
  ...rest
}: Omit<ComponentProps<"button">, "children"> & {
  icon: IconName;
  label: string;
  variant?: ButtonLook["variant"];
  size?: "sm" | "md";
}) => (
  <button
    aria-label={label}
    className={classNames(
      buttonClass({ variant, size: size === "md" ? "icon" : "icon-sm" }),
      className,
    )}
    title={label}
    type="button"
    {...rest}
  >
    <Icon name={icon} />
  </button>
);
