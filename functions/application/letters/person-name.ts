/** A person's name as those see it whom it does not concern: 张** for 张三丰. */
export const maskName = (name: string): string => {
  const [first = "", ...rest] = name;
  return `${first}${"*".repeat(Math.max(rest.length, 1))}`;
};
