// Before the first paint, so that a dark console does not flash white. The policy of the page allows no inline script.
(() => {
  const theme = localStorage.getItem("graft.theme");
  if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
})();
