/**
 * Query parameters that say how somebody came to a page, not which page it is, by the shop's name in the hostname
 * ('' for every host); a star stands for any ending. Everything else is kept: item, variant, offer and country decide
 * what is shown, and a parameter nobody knows might.
 * Facts from: the click ids and campaign tags of Google, Meta, Microsoft, TikTok, Matomo, Mailchimp and HubSpot, and
 * the links on the marketplaces' own result pages and in their affiliate programmes.
 */
const TRACKING: Record<string, string> = {
  '': `utm_* mtm_* pk_* hsa_* gclid gclsrc dclid gbraid wbraid srsltid _ga _gl fbclid igshid msclkid ttclid twclid
    yclid epik irclickid mc_cid mc_eid`,
  aliexpress: `spm scm scm_id scm-url pvid gps-id algo_* aff_* pdp_npi pdp_pi ws_ab_test curpagelogid curpageloguid
    utparam utparam-url search_p search_p4p_id btsid tracelog afsmartredirect terminal_id sk dp cv mall_affr srcsns
    spreadtype social_params`,
  amazon: `ref ref_ tag ascsubtag linkcode linkid camp creative creativeasin crid qid sr sprefix keywords dib dib_tag
    content-id _encoding pd_rd_* pf_rd_* sp_csd`,
  ebay: '_trkparms _trksid amdata hash campid customid mkcid mkevt mkrid toolid siteid',
  etsy: 'ref click_key click_sum ga_*',
  shein: 'src_identifier src_module src_tab_page_id',
  temu: '_x_* _oak_* refer_page_*',
};

function trackingOn(hostname: string): (parameter: string) => boolean {
  const labels = ['', ...hostname.split('.')];
  const names = labels.flatMap((label) =>
    Object.hasOwn(TRACKING, label) ? TRACKING[label]?.split(/\s+/) : [],
  );
  return (parameter) => {
    const name = (parameter.split('=', 1)[0] ?? '').toLowerCase();
    return names.some((known) =>
      known?.endsWith('*') ? name.startsWith(known.slice(0, -1)) : name === known,
    );
  };
}

/**
 * The exact electronic location of a listing (DSA Art. 16(2)(b)): its address without the fragment, credentials and
 * what only tells how it was reached. What is kept is kept letter for letter. Takes any absolute http(s) address.
 */
export function canonicalUrl(address: string): string {
  const url = new URL(address);
  const isTracking = trackingOn(url.hostname);
  const kept = url.search
    .slice(1)
    .split('&')
    .filter((parameter) => parameter !== '' && !isTracking(parameter));
  // Amazon writes the referring link into the path as well.
  const path = url.pathname.replace(/\/ref=[^/]*$/, '');
  return `${url.origin}${path}${kept.length > 0 ? `?${kept.join('&')}` : ''}`;
}
