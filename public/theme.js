// Runs before the first paint, so that a chosen theme never flashes. A file of its own: the content security policy
// forbids inline scripts. 'system' (or nothing stored) leaves the choice to prefers-color-scheme in tokens.css.
(() => {
  try {
    const theme = localStorage.getItem('unroll.theme');
    if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
  } catch {
    // Storage can be blocked: the system's theme is then the right one.
  }
})();
