// What may a program use that links the library? Scenarios, simulation, outputs.
#pragma once
#include <strathern/error.hpp>     // how problems are told
#include <strathern/load.hpp>      // a scenario's file -> Scenario
#include <strathern/outputs.hpp>   // the numbers of a quarter, by name
#include <strathern/simulate.hpp>  // Scenario, policy, luck -> quarters
