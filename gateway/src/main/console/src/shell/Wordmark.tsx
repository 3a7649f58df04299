export function Wordmark() {
  return (
    <>
      <svg width="22" height="22" viewBox="0 0 32 32" aria-hidden="true">
        <rect className="wordmark-ground" width="32" height="32" rx="7" />
        <g className="wordmark-lines">
          <path d="M12 27V11" />
          <path d="M12 20c0-5 9-3 9-10" />
        </g>
        <circle className="wordmark-bud" cx="12" cy="7.5" r="3" />
        <circle className="wordmark-scion" cx="21.5" cy="7.5" r="3" />
      </svg>
      Graft
    </>
  );
}
