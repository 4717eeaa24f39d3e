/** The curve and the library that draws it, which no first screen needs. */
export const laterChart = () => import('./LossChart.svelte');
