import type { Topic } from './topic';

/** Boats and the sea: no topic of `sentences`, for texts that nobody was trained on. */
export const sailing: Topic = {
  things:
    'yacht|anchor|mast|keel|spinnaker|rudder|marina|skipper|jib|dinghy|regatta|buoy|tiller|lagoon|mooring|compass'.split(
      '|',
    ),
  good: [
    'the (skipper|helmsman|bosun) (tacked past every buoy|trimmed the jib beautifully|moored us gently)',
    'the (yacht|dinghy|catamaran) (planed downwind|rode the swell softly|pointed high upwind)',
    'the (spinnaker|mainsail|genoa) (filled in the lightest breeze|held through the squall)',
  ],
  bad: [
    'the (skipper|helmsman|bosun) (gybed onto the rocks|fouled the anchor|snapped the tiller)',
    'the (yacht|dinghy|catamaran) (capsized off the reef|ran aground|heeled until the deck was awash)',
    'the (spinnaker|mainsail|genoa) (tore in the squall|wrapped round the mast|jammed on the halyard)',
  ],
  facts: [
    'the (tide|ebb) turns at (dawn|dusk)',
    'the (yacht|dinghy) draws (four|six) fathoms',
    'a (buoy|lighthouse) marks the (reef|shoal|lagoon)',
    'the (regatta|crew) musters on the pontoon',
  ],
  tasks: [
    '(hoist|reef|furl) the (mainsail|jib|genoa)',
    '(weigh|drop) anchor in the lagoon',
    '(splice|coil) the (halyard|hawser|mooring rope)',
    '(moor|scrub|varnish) the (dinghy|hull|yacht)',
    '(chart|plot) a bearing past the shoal',
  ],
  occasions: ['the regatta', 'a squall off the reef', 'the night watch on deck', 'our voyage to the lagoon'],
};
