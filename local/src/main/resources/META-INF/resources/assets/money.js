/** An amount as the platform tells it, a decimal string, as people write it. */
export function money(amount, currency) {
  return new Intl.NumberFormat("en", { style: "currency", currency, currencyDisplay: "narrowSymbol" }).format(amount);
}
