// Who is under which regime? A list of contracts, with one entry at most.
#include <strathern/params/definitions.hpp>

#include "model/govern/govern.hpp"

namespace strathern {
namespace {

void declare_targets(const Regime& regime, BeginView v) {
    for (std::size_t m = 0; m < regime.metrics.size(); ++m) v[col::target][m] = regime.metrics[m].value.target;
    for (std::size_t m = 0; m < v[col::own_target].size(); ++m)
        v[col::own_target][m].resize(v.layout().rows(), regime.metrics[m].value.target);
}

// What people learn from their scores begins with what they do today; no score has been published yet.
void clear_scores(BeginView v) {
    for (std::size_t a = 0; a < v[col::usual_choice].size(); ++a) {
        v[col::usual_choice][a] = v[col::chosen][a];
        v[col::trust][a].resize(v.layout().rows(), 1.0);
        v[col::trust_doubt][a].resize(v.layout().rows(), 1.0);
    }
    v[col::weeks_scored].resize(v.layout().rows());
    v[col::score].resize(v.layout().rows());
    v[col::last_score].resize(v.layout().rows());
    v[col::team_score].resize(v.layout().teams_count);
    v[col::last_team_score].resize(v.layout().teams_count);
}

}  // namespace

void begin_contract(const Regime& regime, double belief, const Catalogue& catalogue, BeginView v) {
    v[col::contracts].list = {{.regime = &regime, .audience = Audience::engineers, .weeks = 0}};
    size_metric_columns(sizes_under(&regime, catalogue), v);
    declare_targets(regime, v);
    clear_scores(v);
    v[col::belief].resize(v.layout().teams_count, belief);
}

void end_contracts(const Catalogue& catalogue, EndView v) {
    v[col::contracts].list.clear();
    size_metric_columns(sizes_under(nullptr, catalogue), v);
}

void age_contracts(const Today&, AgeView v) {
    for (Contract& contract : v[col::contracts].list) ++contract.weeks;
}

}  // namespace strathern
