package dev.principia.account;

import dev.principia.contract.Call;
import dev.principia.contract.Defect;
import dev.principia.contract.Problem;
import java.util.ArrayList;
import java.util.List;

/// The wish for another password.
///
/// @param of whose password it is
record PasswordChange(Credentials of, String current, String wanted) {
  static PasswordChange of(Call call, Credentials of) {
    return new PasswordChange(
        of,
        NewAccount.password(call.body().getString("currentPassword")),
        NewAccount.password(call.body().getString("newPassword")));
  }

  /// Throws all reasons to refuse it.
  ///
  /// @param matches whether the current password is right
  PasswordChange allowed(boolean matches) {
    List<Defect> defects = new ArrayList<>();
    if (!matches) {
      String detail = "This is not the password of the account.";
      defects.add(Defect.at("/currentPassword", "wrong-password", detail));
    }
    String email = of.account().getString("email");
    String name = of.account().getString("name");
    defects.addAll(PasswordRules.defects("/newPassword", wanted, email, name));
    if (!defects.isEmpty()) {
      throw Problem.invalid(defects);
    }
    return this;
  }

  @Override
  public String toString() {
    return "PasswordChange of " + of.id();
  }
}
